"""As of when: the figure's own time, told from the time of saying."""

from __future__ import annotations

from datetime import date

import pytest

from workers.figures import when
from workers.figures.document import document
from workers.figures.line import Line
from workers.figures.quantities import quantities

PUBLISHED = date(2025, 3, 14)  # a Friday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Wednesday, 40 people died.", "2025-03-12"),
        ("Some 40 people died on Wednesday.", "2025-03-12"),
        ("Some 40 people died on Friday.", "2025-03-14"),
        ("Some 40 people died on Saturday.", "2025-03-08"),
        ("The toll could reach 40 by Monday.", "2025-03-17"),
        ("By Tuesday evening 40 people had died.", "2025-03-11"),
        ("Some 40 people died last Monday.", "2025-03-10"),
        ("Some 40 people died yesterday.", "2025-03-13"),
        ("Some 40 people died today.", "2025-03-14"),
        ("Some 40 people died last week.", "2025-03-07"),
        ("Some 40 people queued this morning.", "2025-03-14"),
        ("It will be 40 degrees tomorrow.", "2025-03-15"),
        ("The bureau is forecasting 41C for Thursday.", "2025-03-20"),
        ("Stocks on Feb. 1 stood at 16 million tonnes.", "2025-02-01"),
        ("Some 40 people died last month.", "2025-02-28"),
        ("For 2026 the group expects sales of 40 tonnes.", "2026-12-31"),
        ("The age will rise to 67 from 2034.", "2034-12-31"),
        ("From 2015 the mill made 40 tonnes.", None),
        ("The 2019 law names 40 sites.", None),
        ("Some 40 people died last year.", "2024-12-31"),
        ("Profit was 40 million dollars last quarter.", "2024-12-31"),
        ("In mid-November they had 40 tanks.", "2024-11-15"),
        ("In early March they had 40 tanks.", "2025-03-05"),
        ("In late January they had 40 tanks.", "2025-01-25"),
        ("In February they had 40 tanks.", "2025-02-28"),
        ("In March they had 40 tanks.", "2025-03-14"),
        ("In 2019 they had 40 tanks.", "2019-12-31"),
        ("As of 3 March, 40 people had died.", "2025-03-03"),
        ("As of March 3, 40 people had died.", "2025-03-03"),
        ("They had 40 tanks on March 3, 2024.", "2024-03-03"),
        ("They had 40 tanks on 20 March.", "2024-03-20"),
        ("They had 40 tanks in June 2023.", "2023-06-30"),
        ("They had 40 tanks a month ago.", "2025-02-14"),
        ("They had 40 tanks two weeks ago.", "2025-02-28"),
        ("They had 40 tanks three days ago.", "2025-03-11"),
        ("They had 40 tanks two years ago.", "2023-03-14"),
        ("They have lost 40 tanks since the start of the year.", "2025-03-14"),
        ("They have lost 40 tanks so far this year.", "2025-03-14"),
        ("Police said on Friday that 40 people died on Wednesday.", "2025-03-12"),
        ("Police said 40 people died on Wednesday.", "2025-03-12"),
        ("Some 40 people died, police said on Monday.", None),
        ("Police said on Monday that 40 people died.", None),
        ("Police told reporters on Monday that 40 people died.", None),
        ("At its peak the force had 40 tanks.", None),
        ("They will have 40 tanks by the end of the year.", None),
        ("They will have 40 tanks next year.", None),
        ("They lost 40 tanks earlier this year.", None),
        ("They have 40 tanks.", None),
        ("A report published on Tuesday listed 40 tanks.", None),
        ("They will have 40 tanks by 2029.", "2029-12-31"),
        ("The ice could last to 2090, and 3 percent of it longer.", "2090-12-31"),
        ("They must have 40 tanks by April 8.", "2025-04-08"),
        ("They must have 40 tanks by May.", "2025-05-31"),
        ("They had lost 40 tanks by April 8.", "2024-04-08"),
        ("They have 40 tanks, against many last year.", "2024-12-31"),
        ("They lost many last year and 40 this year.", None),
        ("In January, output was put at 40 tonnes.", "2025-01-31"),
        ("They may have 40 tanks.", None),
        ("They march 40 miles.", None),
        ("They had 40 tanks on 31 February.", None),
        ("KELMET, March 13 - Some 40 people died.", None),
        ("KELMET, March 13 - Some 40 people died on Wednesday.", "2025-03-12"),
        ("On March 13 - a holiday - 40 people died.", "2025-03-13"),
        ("It is 40 degrees in Kelmet right now.", "2025-03-14"),
        ("It is mild right now, and it will be 4 degrees by dawn.", None),
        ("Copper stood at 9,000 dollars by 1130 GMT.", "2025-03-14"),
        ("The toll was 30 on Thursday, and 40 now.", None),
        ("State stocks on 3 March stood at 40 tonnes.", "2025-03-03"),
        ("She led by six points on Monday.", "2025-03-10"),
    ],
)
def test_as_of(text: str, expected: str | None) -> None:
    """The day a sentence's last figure is about."""
    doc = document(text, published=PUBLISHED)
    line = Line(doc, doc.sentences[0])
    found = when.as_of(doc, line, quantities(line)[-1])
    assert found == (date.fromisoformat(expected) if expected else None)
