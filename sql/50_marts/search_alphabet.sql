-- search_alphabet: letters that carry a mark, and the letters that a search writes for them.
-- grain   one row
-- rule    a letter of marked is written as the letter of plain at the same place; those that become two letters are
--         spelled out in customer_search. Latin, Greek and Cyrillic, the wide forms that eastern keyboards write, and the
--         sigma of a word's end; letters of other scripts carry no such marks
-- rule    says the same as lib/src/customer/search-text.ts, which can ask Unicode
create or replace table gold.search_alphabet as
select
    'àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ' || 'ḃḅḇ' || 'çćĉċčḉ' || 'ðďđḋḍḏḑḓ' || 'èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ' || 'ḟ'
    || 'ĝğġģǧǵḡ' || 'ĥȟḣḥḧḩḫẖ' || 'ìíîïĩīĭįıǐȉȋḭḯỉị' || 'ĵǰ' || 'ķǩḱḳḵ' || 'ĺļľłḷḹḻḽ' || 'ḿṁṃ' || 'ñńņňǹṅṇṉṋ'
    || 'òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ' || 'ṕṗ' || 'ŕŗřȑȓṙṛṝṟ' || 'śŝşšșṡṣṥṧṩ' || 'ţťțṫṭṯṱẗ'
    || 'ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự' || 'ṽṿ' || 'ŵẁẃẅẇẉẘ' || 'ẋẍ' || 'ýÿŷȳẏẙỳỵỷỹ' || 'źżžẑẓẕ'
    || 'ǣǽǯẛ' || 'άέήΐίϊόΰϋύώςϓϔ' || 'ӑӓѓѐёӗӂӝӟйѝӣӥќӧўӯӱӳӵӹӭїѷӛӫ'
    || 'ἀἁἂἃἄἅἆἇὰᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ' || 'ἐἑἒἓἔἕὲ' || 'ἠἡἢἣἤἥἦἧὴᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ' || 'ἰἱἲἳἴἵἶἷὶῐῑῒῖῗ' || 'ὀὁὂὃὄὅὸ'
    || 'ῤῥ' || 'ὐὑὒὓὔὕὖὗὺῠῡῢῦῧ' || 'ὠὡὢὣὤὥὦὧὼᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ'
    || 'ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９' as marked,
    repeat('a', 29) || repeat('b', 3) || repeat('c', 6) || repeat('d', 8) || repeat('e', 25) || repeat('f', 1)
    || repeat('g', 7) || repeat('h', 8) || repeat('i', 16) || repeat('j', 2) || repeat('k', 5) || repeat('l', 8)
    || repeat('m', 3) || repeat('n', 9) || repeat('o', 36) || repeat('p', 2) || repeat('r', 9) || repeat('s', 10)
    || repeat('t', 8) || repeat('u', 30) || repeat('v', 2) || repeat('w', 7) || repeat('x', 2) || repeat('y', 10)
    || repeat('z', 6)
    || 'ææʒſ' || 'αεηιιιουυυωσϒϒ' || 'аагееежжзиииикоуууучыэіѵәө'
    || repeat('α', 24) || repeat('ε', 7) || repeat('η', 22) || repeat('ι', 14) || repeat('ο', 7)
    || repeat('ρ', 2) || repeat('υ', 14) || repeat('ω', 22)
    || 'abcdefghijklmnopqrstuvwxyz0123456789' as plain;
