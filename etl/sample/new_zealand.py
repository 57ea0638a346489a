"""The invented reports of a help line and a police force in New Zealand."""

from datetime import date

from etl.sample.shape import HELPLINE_KINDS, HELPLINE_TACTICS, QUICK_ENTRY, Shape

#: School holidays in New Zealand: December and January, shorter ones in April, July, October.
_NEW_ZEALAND = (1.12, 0.94, 0.98, 1.03, 0.97, 0.96, 1.03, 0.99, 0.96, 1.03, 0.99, 1.04)
NZ_HELPLINE = Shape(
    share=0.27,
    currency="NZD",
    entry=QUICK_ENTRY,
    pace={
        date(2021, 1, 1): 24,
        date(2022, 7, 1): 40,
        date(2023, 9, 1): 58,
        date(2024, 6, 1): 50,
        date(2025, 7, 1): 52,
        date(2026, 10, 1): 58,
    },
    season=_NEW_ZEALAND,
    ages={
        "male": {
            (9, 12): 1,
            (13, 17): 29,
            (18, 21): 30,
            (22, 40): 30,
            (41, 64): 9,
            (65, 80): 1,
        },
        "other": {
            (9, 12): 4,
            (13, 17): 36,
            (18, 21): 22,
            (22, 40): 28,
            (41, 64): 9,
            (65, 80): 1,
        },
    },
    genders=(
        {"male": 68, "female": 25, "another_gender": 1.5, "unknown": 5.5},
        {"male": 76, "female": 17, "another_gender": 1.5, "unknown": 5.5},
    ),
    contact=(
        {
            "facebook": 25,
            "instagram": 26,
            "snapchat": 19,
            "dating_app": 9,
            "omegle": 5,
            "whatsapp": 3,
            "email": 4,
            "discord": 2,
            "skype": 2,
            "other": 1,
            "unknown": 4,
        },
        {
            "instagram": 40,
            "snapchat": 26,
            "facebook": 8,
            "dating_app": 8,
            "tiktok": 6,
            "discord": 3,
            "online_game": 2,
            "wizz": 2,
            "email": 2,
            "other": 1,
            "unknown": 4,
        },
    ),
    moved={
        "snapchat": 24,
        "whatsapp": 17,
        "telegram": 9,
        "messenger": 7,
        "instagram": 6,
        "sms": 5,
        "google_chat": 3,
        "unknown": 29,
    },
    tactics=HELPLINE_TACTICS,
    kinds=HELPLINE_KINDS,
    outcomes={
        "advice_given": 37,
        "content_removed": 19,
        "referred_police": 15,
        "referred_support": 13,
        "no_further_action": 9,
        "open": 3,
        "unknown": 4,
    },
    reporters={"self": 82, "parent": 7, "friend": 5, "professional": 4, "other": 2},
    offenders={"offshore": 42, "domestic": 8, "unknown": 50},
)

NZ_POLICE = Shape(
    share=0.10,
    currency="NZD",
    entry=QUICK_ENTRY,
    pace={
        date(2021, 1, 1): 26,
        date(2022, 6, 1): 36,
        date(2023, 6, 1): 46,
        date(2023, 12, 1): 46,
        date(2024, 1, 1): 35,
        date(2024, 6, 1): 34,
        date(2025, 1, 1): 42,
        date(2026, 10, 1): 43,
    },
    season=_NEW_ZEALAND,
    ages={
        "other": {
            (11, 13): 2,
            (14, 15): 10,
            (16, 20): 46,
            (21, 24): 16,
            (25, 34): 15,
            (35, 49): 8,
            (50, 70): 3,
        }
    },
    genders=(
        {"male": 89, "female": 9, "another_gender": 0.5, "unknown": 1.5},
        {"male": 90, "female": 8, "another_gender": 0.5, "unknown": 1.5},
    ),
    contact=NZ_HELPLINE.contact,
    moved=NZ_HELPLINE.moved,
    tactics=HELPLINE_TACTICS,
    kinds=HELPLINE_KINDS,
    outcomes={
        "offshore_no_jurisdiction": 35,
        "no_further_action": 24,
        "under_investigation": 14,
        "referred_support": 12,
        "advice_given": 6,
        "offender_identified": 5,
        "open": 4,
    },
    reporters={"self": 82, "parent": 10, "friend": 2, "professional": 4, "other": 2},
    offenders={"offshore": 52, "domestic": 10, "unknown": 38},
)
