// The states of the USA: people, incomes and telephone area codes.

export interface State {
  readonly code: string; // two letters, USPS
  readonly name: string;
  readonly population: number; // residents on 1 July 2024
  readonly income_index: number; // typical household income, USA = 1
  readonly zip_areas: readonly [number, number]; // first and last of the ZIP codes' leading three digits
  readonly area_codes: readonly string[];
}

/**
 * Residents: US Census Bureau, NST-EST2024 (Vintage 2024), estimate of 1 July 2024; the total is 340,110,988.
 * Income index: judgement, after the order of the states in the American Community Survey's median household income,
 * in steps of 0.05. ZIP areas: USPS. Area codes: North American Numbering Plan, without the newest overlays.
 */
const table = `
AL|Alabama|5157699|0.80|350-369|205 251 256 334 659 938
AK|Alaska|740133|1.10|995-999|907
AZ|Arizona|7582384|1.00|850-865|480 520 602 623 928
AR|Arkansas|3088354|0.75|716-729|479 501 870
CA|California|39431263|1.20|900-961|209 213 310 323 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 747 760 805 818 831 858 909 916 925 949 951
CO|Colorado|5957493|1.15|800-816|303 719 720 970
CT|Connecticut|3675069|1.20|060-069|203 475 860 959
DE|Delaware|1051917|1.05|197-199|302
DC|District of Columbia|702250|1.35|200-205|202 771
FL|Florida|23372215|0.95|320-349|239 305 321 352 386 407 561 727 754 772 786 813 850 863 904 941 954
GA|Georgia|11180878|0.95|300-319|229 404 470 478 678 706 762 770 912
HI|Hawaii|1446146|1.20|967-968|808
ID|Idaho|2001619|0.95|832-838|208 986
IL|Illinois|12710158|1.05|600-629|217 224 309 312 331 618 630 708 773 779 815 847 872
IN|Indiana|6924275|0.90|460-479|219 260 317 463 574 765 812 930
IA|Iowa|3241488|0.95|500-528|319 515 563 641 712
KS|Kansas|2970606|0.90|660-679|316 620 785 913
KY|Kentucky|4588372|0.80|400-427|270 364 502 606 859
LA|Louisiana|4597740|0.75|700-714|225 318 337 504 985
ME|Maine|1405012|0.90|039-049|207
MD|Maryland|6263220|1.25|206-219|240 301 410 443 667
MA|Massachusetts|7136171|1.25|010-027|339 351 413 508 617 774 781 857 978
MI|Michigan|10140459|0.90|480-499|231 248 269 313 517 586 616 734 810 906 947 989
MN|Minnesota|5793151|1.10|550-567|218 320 507 612 651 763 952
MS|Mississippi|2943045|0.70|386-397|228 601 662 769
MO|Missouri|6245466|0.90|630-658|314 417 573 636 660 816
MT|Montana|1137233|0.90|590-599|406
NE|Nebraska|2005465|0.95|680-693|308 402 531
NV|Nevada|3267467|0.95|889-898|702 725 775
NH|New Hampshire|1409032|1.20|030-038|603
NJ|New Jersey|9500851|1.25|070-089|201 551 609 732 848 856 862 908 973
NM|New Mexico|2130256|0.80|870-884|505 575
NY|New York|19867248|1.05|100-149|212 315 332 347 516 518 585 607 631 646 680 716 718 838 845 914 917 929 934
NC|North Carolina|11046024|0.90|270-289|252 336 704 743 828 910 919 980 984
ND|North Dakota|796568|0.95|580-588|701
OH|Ohio|11883304|0.90|430-459|216 220 234 330 380 419 440 513 567 614 740 937
OK|Oklahoma|4095393|0.80|730-749|405 539 580 918
OR|Oregon|4272371|1.00|970-979|458 503 541 971
PA|Pennsylvania|13078751|0.95|150-196|215 223 267 272 412 445 484 570 610 717 724 814 878
RI|Rhode Island|1112308|1.05|028-029|401
SC|South Carolina|5478831|0.85|290-299|803 839 843 854 864
SD|South Dakota|924669|0.90|570-577|605
TN|Tennessee|7227750|0.85|370-385|423 615 629 731 865 901 931
TX|Texas|31290831|0.95|750-799|210 214 254 281 325 346 361 409 430 432 469 512 682 713 726 737 806 817 830 832 903 915 936 940 956 972 979
UT|Utah|3503613|1.15|840-847|385 435 801
VT|Vermont|648493|1.00|050-059|802
VA|Virginia|8811195|1.15|220-246|276 434 540 571 703 757 804 826 948
WA|Washington|7958180|1.20|980-994|206 253 360 425 509 564
WV|West Virginia|1769979|0.75|247-268|304 681
WI|Wisconsin|5960975|0.95|530-549|262 274 414 534 608 715 920
WY|Wyoming|587618|0.95|820-831|307`;

/** All fifty states and the District of Columbia. */
export const states: readonly State[] = table.trim().split("\n").map(parsed);

function parsed(line: string): State {
  const [code, name, residents, income, zips, area_codes] = line.split("|") as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const [first, last] = zips.split("-") as [string, string];
  return {
    code,
    name,
    population: Number(residents),
    income_index: Number(income),
    zip_areas: [Number(first), Number(last)],
    area_codes: area_codes.split(" "),
  };
}

/** The acquired portfolio's home: six states that border one another, from the Great Lakes down the Ohio valley. */
export const regionCodes: ReadonlySet<string> = new Set(["OH", "MI", "IN", "PA", "KY", "WV"]);

/** Residents of all states. */
export const population = states.reduce((sum, state) => sum + state.population, 0);

const byCode = new Map(states.map((state) => [state.code, state]));

/** The state with a two-letter code. */
export function stateOf(code: string): State {
  return byCode.get(code)!;
}
