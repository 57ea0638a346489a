"""The export of each imaginary provider: file name, headings, and how a report is written.

Each row says that it is synthetic, so that a row copied out of its file still says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from etl.sample.dice import Dice
from etl.sample.japan import JP_HELPLINE, JP_POLICE
from etl.sample.new_zealand import NZ_HELPLINE, NZ_POLICE
from etl.sample.reports import Report
from etl.sample.shape import Shape
from etl.sample.words import ENGLISH, JAPANESE, X_SINCE, Words

#: A date or a number stays one in a workbook; a CSV file has text only.
Cell = str | int | date
Row = dict[str, Cell]


@dataclass(frozen=True)
class Layout:
    """One provider's export.

    Attributes:
        source: the profile that reads it.
        shape: what its reports look like as a whole.
        file_name: ends in .csv or .xlsx.
        row: one report as its cells by heading, the headings in the order of the file.
        encoding: of a CSV file.
    """

    source: str
    shape: Shape
    file_name: str
    row: Callable[[Report, Dice], Row]
    encoding: str = "utf-8"


_FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")
_MONTHS = (  # strftime would write them in the language of the machine
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = "月火水木金土日"
_NEW_SYSTEM = date(2023, 4, 1)  # the Japanese help line changes its software, and its dates
_BANDS = {12: "0-12", 17: "13-17", 21: "18-21", 40: "22-40", 64: "41-64"}


def _jp_helpline(report: Report, dice: Dice) -> Row:
    word = _writer(JAPANESE, report, dice)
    return {
        "受付番号": f"SH-{report.number:05d}",
        "受付日": _japanese_day(report.reported, dice),
        "発生日": _incident_ja(report.incident, dice),
        "年齢": _age_ja(report.age, dice),
        "性別": word("gender", report.gender),
        "最初に知り合ったSNS": word("service", report.contact_platform),
        "移行先": word("service", report.moved_to_platform),
        "被害種別": word("kind", report.kind),
        "手口": word("tactic", report.tactic),
        "要求内容": word("demand", report.demand),
        "支払の有無": word("payment_made", report.payment_made),
        "支払額": _yen(report.amount_paid, dice),
        "拡散の有無": word("images_shared", report.images_shared),
        "対応結果": word("outcome", report.outcome),
        "加害者の所在": word("offender_location", report.offender_location),
        "相談者区分": word("reporter", report.reporter),
        "統計利用の同意": word("consent", "yes" if report.consent else "no"),
        "他機関への相談": word("reported_elsewhere", report.reported_elsewhere),
        "データ区分": "合成データ",
        "備考": "架空の記録",
    }


def _jp_police(report: Report, dice: Dice) -> Row:
    word = _writer(JAPANESE, report, dice)
    return {
        "受理番号": f"{report.reported.year}-{report.number:05d}",
        "認知年月日": _police_day(report.reported, dice),
        "発生年月日": _police_day(report.incident, dice) if report.incident else "",
        "被害者の年齢": _decade(report.age, dice),
        "被害者の性別": word("gender", report.gender),
        "利用サービス": word("service", report.contact_platform),
        "事案区分": word("kind", report.kind),
        "手口": word("tactic", report.tactic),
        "要求事項": word("demand", report.demand),
        "金銭支払の有無": word("payment_made", report.payment_made),
        "画像公表の有無": word("images_shared", report.images_shared),
        "措置結果": word("outcome", report.outcome),
        "被疑者の所在": word("offender_location", report.offender_location),
        "データ区分": "合成データ",
        "備考": "架空の記録",
    }


def _nz_helpline(report: Report, dice: Dice) -> Row:
    word = _writer(ENGLISH, report, dice)
    return {
        "Reference": f"R{report.number:06d}",
        "Date reported": _day_first(report.reported, dice),
        "Date of incident": _day_first(report.incident, dice) if report.incident else "",
        "Age group": _age_group(report.age, dice),
        "Gender": word("gender", report.gender),
        "First contact": word("service", report.contact_platform),
        "Moved to": word("service", report.moved_to_platform),
        "Type of harm": word("kind", report.kind),
        "Method": word("tactic", report.tactic),
        "Demand": word("demand", report.demand),
        "Paid": word("payment_made", report.payment_made),
        "Amount paid (NZD)": _dollars(report.amount_paid, dice),
        "Images shared": word("images_shared", report.images_shared),
        "Outcome": word("outcome", report.outcome),
        "Offender location": word("offender_location", report.offender_location),
        "Reported by": word("reporter", report.reporter),
        "Consent to statistics": word("consent", "yes" if report.consent else "no"),
        "Also reported to": word("reported_elsewhere", report.reported_elsewhere),
        "data_status": "SYNTHETIC",
    }


def _nz_police(report: Report, dice: Dice) -> Row:
    word = _writer(ENGLISH, report, dice)
    paid = report.amount_paid
    return {
        "Report number": f"{report.reported:%y%m%d}/{report.number:04d}",
        "Date reported": _cell_day(report.reported, dice),
        "Date occurred": _cell_day(report.incident, dice) if report.incident else "",
        "Victim age": "" if report.age is None else report.age,
        "Victim gender": word("gender", report.gender),
        "Contact platform": word("service", report.contact_platform),
        "Second platform": word("service", report.moved_to_platform),
        "Demand": word("demand", report.demand),
        "Payment made": word("payment_made", report.payment_made),
        "Amount paid": "" if paid is None else paid,
        "Currency": "" if paid is None else dice.pick({"NZD": 92, "AUD": 5, "USD": 3}),
        "Images distributed": word("images_shared", report.images_shared),
        "Outcome": word("outcome", report.outcome),
        "Offender location": word("offender_location", report.offender_location),
        "Reported by": word("reporter", report.reporter),
        "data_status": "SYNTHETIC",
    }


def _writer(words: Words, report: Report, dice: Dice) -> Callable[[str, str], str]:
    """Writes codes of one report as words: in seven of ten cases the common one."""

    def word(kind: str, code: str) -> str:
        if code == "x_twitter" and report.reported < X_SINCE:
            code = "twitter"
        common, *others = words[kind][code]
        return common if not others or dice.chance(0.7) else dice.one_of(others)

    return word


def _era(day: date) -> str:
    """The year of the Reiwa era, which began in May 2019."""
    return "元" if day.year == 2019 else str(day.year - 2018)


def _japanese_day(day: date, dice: Dice) -> str:
    """A spreadsheet's date since the new system; eras, often in full-width digits, before."""
    era = f"令和{_era(day)}年{day.month}月{day.day}日"
    kanji = f"{day.year}年{day.month}月{day.day}日"
    slash = f"{day.year}/{day.month}/{day.day}"
    if day < _NEW_SYSTEM:
        return dice.pick({era.translate(_FULL_WIDTH): 45, era: 25, kanji: 20, slash: 10})
    weekday = f"{slash}({_WEEKDAYS[day.weekday()]})"
    return dice.pick({slash: 82, weekday: 6, f"{day:%Y-%m-%d}": 6, kanji: 6})


def _incident_ja(day: date | None, dice: Dice) -> str:
    """Sometimes only the month is known."""
    if day is None:
        return dice.pick({"": 70, "不明": 30})
    return f"{day.year}年{day.month}月" if dice.chance(0.06) else _japanese_day(day, dice)


def _police_day(day: date, dice: Dice) -> str:
    era = f"{_era(day)}.{day.month}.{day.day}"
    return dice.pick(
        {
            f"{day.year}年{day.month}月{day.day}日": 55,
            f"令和{_era(day)}年{day.month}月{day.day}日": 35,
            f"R{era}": 10,
        }
    )


def _day_first(day: date, dice: Dice) -> str:
    month = _MONTHS[day.month - 1]
    return dice.pick(
        {
            f"{day.day}/{day.month:02d}/{day.year}": 88,
            f"{day.day} {month} {day.year}": 8,
            f"{day.day:02d}-{month[:3]}-{day.year % 100}": 4,
        }
    )


def _cell_day(day: date, dice: Dice) -> Cell:
    """A date cell, or what a clerk typed."""
    return f"{day.day}/{day.month:02d}/{day.year}" if dice.chance(0.04) else day


def _age_ja(age: int | None, dice: Dice) -> str:
    if age is None:
        return dice.pick({"": 50, "不明": 35, "回答なし": 15})
    if 16 <= age <= 17 and dice.chance(0.03):
        return "高校生"
    return dice.pick({f"{age}": 60, f"{age}歳": 28, f"{age}歳".translate(_FULL_WIDTH): 12})


def _decade(age: int | None, dice: Dice) -> str:
    if age is None:
        return "不明"
    if age < 20:
        return "19歳以下"
    if age >= 70:
        return "70歳以上"
    decade = f"{age // 10 * 10}歳代"
    return dice.pick({decade: 85, decade.translate(_FULL_WIDTH): 15})


def _age_group(age: int | None, dice: Dice) -> str:
    if age is None:
        return dice.pick({"": 50, "Not specified": 35, "Unknown": 15})
    band = next((band for most, band in _BANDS.items() if age <= most), "65+")
    return dice.pick({band: 80, band.replace("-", " to "): 8, str(age): 12})


def _yen(amount: int | None, dice: Dice) -> str:
    if amount is None:
        return ""
    myriads, rest = divmod(amount, 10_000)
    plain = f"{amount:,}円"
    short = plain if rest else f"{myriads}万円"
    return dice.pick({str(amount): 45, plain: 30, short: 15, plain.translate(_FULL_WIDTH): 10})


def _dollars(amount: int | None, dice: Dice) -> str:
    if amount is None:
        return ""
    return dice.pick({str(amount): 60, f"${amount:,}": 25, f"${amount:,}.00": 15})


LAYOUTS = (
    Layout("jp-helpline", JP_HELPLINE, "jp-helpline-synthetic.csv", _jp_helpline, "cp932"),
    Layout("jp-police", JP_POLICE, "jp-police-synthetic.csv", _jp_police, "cp932"),
    Layout("nz-helpline", NZ_HELPLINE, "nz-helpline-synthetic.csv", _nz_helpline),
    Layout("nz-police", NZ_POLICE, "nz-police-synthetic.xlsx", _nz_police),
)
