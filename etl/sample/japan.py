"""The invented reports of a help line and a police force in Japan."""

from datetime import date

from etl.sample.shape import HELPLINE_KINDS, HELPLINE_TACTICS, QUICK_ENTRY, SLOW_ENTRY, Shape

#: Long school holidays in Japan: July and August, the turn of the year, March and April.
_JAPAN = (1.15, 0.82, 1.06, 1.12, 0.92, 0.90, 1.12, 1.34, 0.98, 0.86, 0.82, 0.96)
#: A police force in Japan sees little of the holidays.
_EVEN = (1.02, 0.96, 1.00, 1.02, 1.00, 0.99, 1.03, 1.05, 1.00, 0.98, 0.97, 0.98)

JP_HELPLINE = Shape(
    share=0.42,
    currency="JPY",
    entry=SLOW_ENTRY,
    pace={
        date(2021, 1, 1): 4,
        date(2022, 4, 1): 8,
        date(2022, 10, 1): 21,
        date(2023, 3, 1): 29,
        date(2023, 4, 1): 29,
        date(2024, 3, 1): 62,
        date(2024, 4, 1): 98,
        date(2025, 3, 1): 212,
        date(2025, 12, 1): 252,
        date(2026, 10, 1): 236,
    },
    season=_JAPAN,
    ages={
        "other": {
            (9, 11): 0.6,
            (12, 14): 6.5,
            (15, 17): 37,
            (18, 19): 15,
            (20, 24): 18,
            (25, 34): 13,
            (35, 44): 6,
            (45, 54): 2.5,
            (55, 64): 1,
            (65, 79): 0.4,
        }
    },
    genders=(
        {"male": 56, "female": 37, "another_gender": 1, "unknown": 6},
        {"male": 66, "female": 27, "another_gender": 1, "unknown": 6},
    ),
    contact=(
        {
            "x_twitter": 44,
            "instagram": 15,
            "dating_app": 11,
            "language_exchange": 6,
            "line": 5,
            "tiktok": 4,
            "online_game": 5,
            "yay": 2,
            "facebook": 2,
            "line_openchat": 1,
            "skype": 1,
            "other": 1,
            "unknown": 4,
        },
        {
            "instagram": 45,
            "x_twitter": 15,
            "dating_app": 11,
            "language_exchange": 9,
            "tiktok": 8,
            "line": 5,
            "online_game": 5,
            "yay": 1,
            "discord": 1,
            "line_openchat": 1,
            "other": 1,
            "unknown": 4,
        },
    ),
    moved={
        "line": 42,
        "instagram": 13,
        "sms": 6,
        "whatsapp": 5,
        "telegram": 6,
        "skype": 3,
        "kakaotalk": 2,
        "google_chat": 1,
        "unknown": 22,
    },
    tactics=HELPLINE_TACTICS,
    kinds=HELPLINE_KINDS,
    outcomes={
        "advice_given": 34,
        "content_removed": 18,
        "referred_police": 17,
        "referred_support": 9,
        "no_further_action": 12,
        "open": 4,
        "other": 2,
        "unknown": 4,
    },
    reporters={"self": 84, "parent": 6, "friend": 5, "professional": 3, "other": 2},
    offenders={"offshore": 38, "domestic": 12, "unknown": 50},
)

JP_POLICE = Shape(
    share=0.21,
    currency="JPY",
    entry=QUICK_ENTRY,
    pace={
        date(2021, 1, 1): 26,
        date(2022, 6, 1): 33,
        date(2023, 12, 1): 38,
        date(2025, 6, 1): 37,
        date(2026, 10, 1): 39,
    },
    season=_EVEN,
    ages={
        "other": {
            (10, 19): 33,
            (20, 29): 36,
            (30, 39): 16,
            (40, 49): 9,
            (50, 59): 4,
            (60, 69): 1.5,
            (70, 84): 0.5,
        }
    },
    genders=(
        {"male": 9, "female": 88, "unknown": 3},
        {"male": 23, "female": 74, "unknown": 3},
    ),
    contact=(
        {
            "line": 22,
            "x_twitter": 21,
            "instagram": 14,
            "dating_app": 13,
            "in_person": 12,
            "online_game": 3,
            "tiktok": 2,
            "other": 3,
            "unknown": 10,
        },
        {
            "instagram": 29,
            "line": 18,
            "x_twitter": 13,
            "dating_app": 12,
            "in_person": 10,
            "tiktok": 5,
            "online_game": 3,
            "other": 2,
            "unknown": 8,
        },
    ),
    moved={"unknown": 1},
    tactics=(
        {"known_person": 50, "sent_voluntarily": 30, "catfish": 9, "call_recorded": 6, "bluff": 3},
        {
            "known_person": 40,
            "sent_voluntarily": 26,
            "catfish": 10,
            "call_recorded": 14,
            "deepfake": 6,
            "bluff": 3,
        },
    ),
    kinds={
        "male": {"financial": 78, "control": 18, "scam_no_image": 4},
        "other": {"financial": 22, "control": 74, "scam_no_image": 4},
    },
    outcomes={
        "advice_given": 52,
        "under_investigation": 13,
        "offender_identified": 15,
        "no_further_action": 9,
        "content_removed": 4,
        "open": 4,
        "offshore_no_jurisdiction": 3,
    },
    reporters={"self": 1},
    offenders={"domestic": 58, "offshore": 9, "unknown": 33},
)
