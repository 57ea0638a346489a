-- How many of the chosen reports have each code of one column together with each code of another, on
-- request for each code of a third and in each period; with the totals of rows, columns and pages, and
-- what share of them?
-- Every code that a source has in the selection stands in every row, column, page and period, so that
-- none is a zero. A period that nobody collected has no number.
-- from_cube, filters, first, last: as the macro chosen has them
-- rows, columns, pages: names of columns; pages may be null
-- row_codes, column_codes, page_codes: their vocabularies, in the order to show
-- span, starts: as the macro spine has them; span is null for all months together
with months as (
    select
        *,
        case when $span is not null then period_start end as start
    from spine($filters, $first, $last, coalesce($span, 1), $starts, 'reported')
    where inside
),

periods as (
    select
        source,
        start,
        count(*) filter (where collected) as collected,
        count(*) filter (where collected and provisional) as provisional
    from months
    group by all
),

cells as (
    select
        report.source,
        months.start,
        dimension($pages, report) as page,
        dimension($rows, report) as row,
        dimension($columns, report) as col,
        sum(report.reports)::bigint as reports
    from chosen($from_cube, $filters, $first, $last) as report
    inner join months on report.source = months.source and report.month = months.month
    group by all
),

grid as (
    select
        periods.source,
        periods.start,
        pages.page,
        lines.row,
        columns.col
    from periods
    inner join (select distinct source, page from cells) as pages on periods.source = pages.source
    inner join (select distinct source, row from cells) as lines on periods.source = lines.source
    inner join (select distinct source, col from cells) as columns
        on periods.source = columns.source
),

filled as (
    select
        grid.*,
        coalesce(cells.reports, 0) as reports
    from grid
    left join cells
        on grid.source = cells.source
        and grid.start is not distinct from cells.start
        and grid.page is not distinct from cells.page
        and grid.row is not distinct from cells.row
        and grid.col is not distinct from cells.col
),

-- Each cell stands in its own place, and in the totals of its row, its column and its page.
summed as (
    select
        source,
        start,
        case when of_pages = 0 then page end as page,
        case when of_rows = 0 then row end as row,
        case when of_columns = 0 then col end as col,
        of_pages,
        of_rows,
        of_columns,
        sum(reports)::bigint as reports
    from filled
    cross join (values (0), (1)) as pages (of_pages)
    cross join (values (0), (1)) as lines (of_rows)
    cross join (values (0), (1)) as columns (of_columns)
    -- Without pages there is one, and its total is the same again.
    where $pages is not null or of_pages = 0
    group by all
),

totalled as (
    select
        summed.*,
        in_row.reports as row_total,
        in_column.reports as column_total,
        on_page.reports as page_total
    from summed
    inner join (from summed where of_columns = 1) as in_row
        on summed.source = in_row.source
        and summed.start is not distinct from in_row.start
        and summed.of_pages = in_row.of_pages
        and summed.page is not distinct from in_row.page
        and summed.of_rows = in_row.of_rows
        and summed.row is not distinct from in_row.row
    inner join (from summed where of_rows = 1) as in_column
        on summed.source = in_column.source
        and summed.start is not distinct from in_column.start
        and summed.of_pages = in_column.of_pages
        and summed.page is not distinct from in_column.page
        and summed.of_columns = in_column.of_columns
        and summed.col is not distinct from in_column.col
    inner join (from summed where of_rows = 1 and of_columns = 1) as on_page
        on summed.source = on_page.source
        and summed.start is not distinct from on_page.start
        and summed.of_pages = on_page.of_pages
        and summed.page is not distinct from on_page.page
),

final as (
    select
        totalled.source::varchar as source,
        totalled.start as period_start,
        last_day((totalled.start + to_months($span - 1))::date) as period_end,
        case
            when $span is not null
                then period_status($span, periods.collected, periods.provisional)
        end as status,
        case
            when of_pages = 1 then 'total'
            else coalesce($page_codes[page + 1], 'not_collected')
        end as page,
        case
            when of_rows = 1 then 'total'
            else coalesce($row_codes[row + 1], 'not_collected')
        end as "row",
        case
            when of_columns = 1 then 'total'
            else coalesce($column_codes[col + 1], 'not_collected')
        end as "column",
        case when periods.collected > 0 then reports end as reports,
        reports / nullif(row_total, 0) as row_share,
        reports / nullif(column_total, 0) as column_share,
        reports / nullif(page_total, 0) as total_share
    from totalled
    inner join periods
        on totalled.source = periods.source
        and totalled.start is not distinct from periods.start
    order by
        totalled.source,
        totalled.start,
        of_pages,
        totalled.page nulls last,
        of_rows,
        totalled.row nulls last,
        of_columns,
        totalled.col nulls last
)

select * from final;
