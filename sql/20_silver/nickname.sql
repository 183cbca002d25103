-- nickname: first names that one person may go by.
-- grain   one row per ordered pair of names; key first_name, other_name
-- rule    names are keys: small letters without accents; a name is not listed beside itself
create or replace table silver.nickname as
with families as (
    select formal_name, short_name
    from (values
        ('abigail', 'abby'), ('abigail', 'gail'), ('albert', 'al'), ('albert', 'bert'), ('alexander', 'alex'),
        ('alexander', 'sasha'), ('alexandra', 'alex'), ('alexandra', 'sandra'), ('alfred', 'fred'),
        ('amanda', 'mandy'), ('andrew', 'andy'), ('andrew', 'drew'), ('angela', 'angie'), ('ann', 'annie'),
        ('anthony', 'tony'), ('arthur', 'art'), ('barbara', 'barb'), ('barbara', 'barbie'), ('benjamin', 'ben'),
        ('bernard', 'bernie'), ('bradley', 'brad'), ('calvin', 'cal'), ('cameron', 'cam'), ('caroline', 'carrie'),
        ('catherine', 'cathy'), ('catherine', 'kate'), ('charles', 'charlie'), ('charles', 'chuck'),
        ('charlotte', 'lottie'), ('christina', 'chris'), ('christina', 'tina'), ('christine', 'chris'),
        ('christine', 'chrissy'), ('christine', 'tina'), ('christopher', 'chris'), ('cynthia', 'cindy'),
        ('daniel', 'dan'), ('daniel', 'danny'), ('david', 'dave'), ('deborah', 'deb'), ('deborah', 'debbie'),
        ('dennis', 'denny'), ('donald', 'don'), ('dorothy', 'dot'), ('dorothy', 'dottie'), ('douglas', 'doug'),
        ('edward', 'ed'), ('edward', 'eddie'), ('edward', 'ned'), ('edward', 'ted'), ('eleanor', 'ellie'),
        ('elizabeth', 'beth'), ('elizabeth', 'betsy'), ('elizabeth', 'betty'), ('elizabeth', 'eliza'),
        ('elizabeth', 'liz'), ('eugene', 'gene'), ('evelyn', 'evie'), ('frances', 'fran'), ('francis', 'frank'),
        ('franklin', 'frank'), ('frederick', 'fred'), ('gabriel', 'gabe'), ('gerald', 'gerry'), ('gerald', 'jerry'),
        ('gregory', 'greg'), ('harold', 'harry'), ('henry', 'hank'), ('isabella', 'bella'), ('jacob', 'jake'),
        ('jacqueline', 'jackie'), ('james', 'jamie'), ('james', 'jim'), ('james', 'jimmy'), ('jeffrey', 'jeff'),
        ('jennifer', 'jen'), ('jennifer', 'jenny'), ('jeremiah', 'jerry'), ('jessica', 'jess'), ('jessica', 'jessie'),
        ('john', 'jack'), ('john', 'johnny'), ('jonathan', 'jon'), ('jose', 'pepe'), ('joseph', 'joe'),
        ('joseph', 'joey'), ('joshua', 'josh'), ('judith', 'judy'), ('katherine', 'kate'), ('katherine', 'kathy'),
        ('katherine', 'katie'), ('kathleen', 'kathy'), ('kenneth', 'ken'), ('kenneth', 'kenny'), ('kimberly', 'kim'),
        ('lawrence', 'larry'), ('leonard', 'len'), ('leonard', 'leo'), ('lillian', 'lily'), ('louis', 'lou'),
        ('madeline', 'maddie'), ('margaret', 'maggie'), ('margaret', 'meg'), ('margaret', 'peggy'),
        ('martin', 'marty'), ('mary', 'molly'), ('mary', 'polly'), ('matthew', 'matt'), ('megan', 'meg'),
        ('melissa', 'missy'), ('michael', 'mick'), ('michael', 'mike'), ('mitchell', 'mitch'), ('nancy', 'nan'),
        ('natalie', 'nat'), ('nathan', 'nate'), ('nathaniel', 'nate'), ('nicholas', 'nick'), ('nicole', 'nicky'),
        ('olivia', 'liv'), ('pamela', 'pam'), ('patricia', 'pat'), ('patricia', 'patty'), ('patricia', 'tricia'),
        ('patricia', 'trish'), ('patrick', 'pat'), ('peter', 'pete'), ('philip', 'phil'), ('phillip', 'phil'),
        ('rachel', 'rae'), ('randall', 'randy'), ('raymond', 'ray'), ('rebecca', 'becca'), ('rebecca', 'becky'),
        ('richard', 'dick'), ('richard', 'rich'), ('richard', 'rick'), ('robert', 'bob'), ('robert', 'bobby'),
        ('robert', 'rob'), ('roger', 'rodge'), ('ronald', 'ron'), ('ronald', 'ronnie'), ('russell', 'russ'),
        ('samantha', 'sam'), ('samuel', 'sam'), ('sandra', 'sandy'), ('sarah', 'sally'), ('stephanie', 'steph'),
        ('stephen', 'steve'), ('steven', 'steve'), ('stuart', 'stu'), ('susan', 'sue'), ('susan', 'susie'),
        ('suzanne', 'sue'), ('teresa', 'terry'), ('theodore', 'ted'), ('theodore', 'theo'), ('theresa', 'terry'),
        ('theresa', 'tess'), ('thomas', 'tom'), ('thomas', 'tommy'), ('timothy', 'tim'), ('valerie', 'val'),
        ('victor', 'vic'), ('victoria', 'tori'), ('victoria', 'vicky'), ('vincent', 'vince'), ('virginia', 'ginny'),
        ('walter', 'walt'), ('william', 'bill'), ('william', 'billy'), ('william', 'will'), ('zachary', 'zach')
    ) as listed (formal_name, short_name)
),

names as (
    select formal_name, short_name as name from families
    union
    select formal_name, formal_name as name from families
)

-- two short forms of one formal name go together as well
select distinct one.name as first_name, other.name as other_name
from names as one
join names as other on one.formal_name = other.formal_name
where one.name <> other.name;
