"""The four charts as a first try in Streamlit: one script, Plotly Express, metrics with sparklines.

streamlit run naive_page.py -- WAREHOUSE
"""

import sys

import plotly.express as px
import streamlit as st
from four_charts import GENDERS, OUTCOMES, answers, connect

genders = st.pills(
    "Gender", GENDERS, selection_mode="multi", format_func=GENDERS.__getitem__, key="gender"
)
outcomes = st.pills(
    "Outcome", OUTCOMES, selection_mode="multi", format_func=OUTCOMES.__getitem__, key="outcome"
)
connection = connect(sys.argv[1])
months, platforms, ages, cells = answers(connection, genders, outcomes)
connection.close()
recent = months.tail(24)
for place, name in zip(st.columns(4), ("Reports", "Month", "Year", "Platforms"), strict=True):
    place.metric(name, int(recent["reports"].sum()), chart_data=recent["reports"])
before = months.iloc[-36:-12]["reports"].reset_index(drop=True)
both = recent.reset_index(drop=True).assign(year_before=before)
st.plotly_chart(px.line(both, x="month", y=["reports", "year_before"]))
st.plotly_chart(px.bar(platforms.head(15), x="reports", y="platform", orientation="h"))
sides = ages[ages["gender"].isin(["male", "female"])].copy()
sides.loc[sides["gender"] == "female", "reports"] *= -1
st.plotly_chart(px.bar(sides, x="reports", y="age", color="gender", orientation="h"))
st.plotly_chart(px.imshow(cells.pivot_table("reports", index="platform", columns="outcome")))
st.dataframe(platforms)
