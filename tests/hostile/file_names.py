"""Hostile names of files. A name is a label: it opens no other file, runs nothing, and is shown
without signs that a terminal or a reader of it would obey."""

#: Names of files that are read as any other.
READ = (
    "..csv.csv",
    "..%2f..%2fetc%2fpasswd.csv",
    "..\\..\\windows\\system32\\a.csv",
    "C:\\reports.csv",
    "CON.csv",
    "-rf.csv",
    "--help.csv",
    "$(id).csv",
    "a;rm -rf *.csv",
    "*.csv",
    "[a-z]?.csv",
    "'; drop table reports; --.csv",
    '"quoted".csv',
    "%s%n%x.csv",
    "{0.__class__}.csv",
    "=cmd|'calc'!A0.csv",
    "<img src=x onerror=alert(1)>.csv",
    " .csv",
    "a\nb.csv",
    "a\r\nSet-Cookie: x.csv",
    "a\x1b[31mred.csv",
    "a\u202evsc.exe.csv",
    "a\u200bb.csv",
    "\ufeffreports.csv",
    "か\u3099く\u3099.csv",
    "ﾗｲﾝ①㈱.csv",
    "😀👨\u200d👩\u200d👧.csv",
    "x" * 251 + ".csv",
    "報" * 83 + ".csv",
)

#: Names whose ending is none of the profile's.
REFUSED = (
    ".csv",
    "reports.csv.",
    "reports.csv ",
    "reports.csv\n",
    "reports.csv\u200b",
    "reports.csv\u202efdp.exe",
    "reports.csv;.exe",
    "reports.ｃｓｖ",
    "reports.<b>",
    "報告書",
)
