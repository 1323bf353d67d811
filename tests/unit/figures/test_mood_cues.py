"""The mood of a figure: reported, planned, forecast, denied, hypothetical, past."""

from __future__ import annotations

from datetime import date

import pytest

from workers.figures import mood
from workers.figures.document import document
from workers.figures.line import Line
from workers.figures.quantities import quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The firm plans to hire 500 workers.", "planned"),
        ("The firm plans to hire 500 workers, the minister said.", "planned"),
        ("The minister said the firm plans to hire 500 workers.", "planned"),
        ("The army will raise the force to 5,000 men.", "planned"),
        ("The firm intends to cut 500 jobs.", "planned"),
        ("The state pledged 40 million dollars.", "planned"),
        ("Some 9,000 troops will be sent.", "planned"),
        ("The city aims to build 300 homes.", "planned"),
        ("The firm has a target of 500 stores.", "planned"),
        ("The toll is expected to reach 500.", "forecast"),
        ("The toll could reach 500.", "forecast"),
        ("Output is likely to fall 5 percent.", "forecast"),
        ("The bank forecast growth of 3 percent.", "forecast"),
        ("Analysts expect a loss of 3 million dollars.", "forecast"),
        ("About 500 people are expected to attend.", "forecast"),
        ("Losses may top 40 million dollars.", "forecast"),
        ("The ministry denied that 500 soldiers had died.", "denied"),
        ("The army did not lose 40 tanks.", "denied"),
        ("It is not 40 metres long.", "denied"),
        ("The army didn't lose 40 tanks.", "denied"),
        ("If 500 soldiers came, the town would fall.", "hypothetical"),
        ("The repair would need 40 engineers.", "hypothetical"),
        ("It would cost 40 million dollars.", "hypothetical"),
        ("The force was previously estimated at 5,000.", "past"),
        ("The toll was initially put at 40.", "past"),
        ("They once controlled 40 towns.", "past"),
        ("The toll had been 40.", "past"),
        ("It fell to 30, down from 40.", "past"),
        ("Rescuers said there had been 14 deaths.", "reported"),
        ("The firm said it would cut 400 jobs.", "planned"),
        ("The mayor said the bridge would cost 40 million dollars.", "forecast"),  # what he said was "it will"
        ("The mayor said the drugs would have fetched 40 million dollars.", "hypothetical"),
        ("The firm had 12 customers in January; it now has many.", "past"),
        ("They have many tanks under the trees, and they had 12 in January.", "past"),
        ("The firm, which is based in Kelmet, had 12 customers in January.", "reported"),
        ("The toll stood at 287 on Thursday, and is higher now.", "reported"),
        ("They pressed much beet, against 742,000 tonnes last time.", "past"),
        ("She denied knowing that there had been 12 false invoices.", "denied"),
        ("The budget closes many of the district's 11 libraries.", "reported"),
        ("The budget will close three of the district's 11 libraries.", "reported"),
        ("The profit was ahead of the 1.7 billion crowns that analysts had expected.", "forecast"),
        ("There will be 6,000 more police officers.", "planned"),
        ("I am going to harvest 500 acres.", "planned"),
        ("The delay is going to reach 500 days.", "forecast"),
        ("12 more cores, each of them long, will be drilled.", "planned"),
        ("Unions are asking for 40 million.", "planned"),
        ("Traders fear the loss of 12 parking spaces.", "forecast"),
        ("Parliament voted to let them stay for 2 years.", "planned"),
        ("The bank said inflation would reach 4 percent.", "forecast"),
        ("The plant will produce 1,600 megawatts.", "planned"),
        ("Some 500 workers will lose their jobs.", "forecast"),
        ("The firm denied a report that it was preparing to dismiss 6,000 workers.", "denied"),
        ("An officer who asked not to be named said 40 tanks were lost.", "reported"),
        ("On 3 May 40 people died.", "reported"),
        ("The toll stands at 40.", "reported"),
        ("The dividend will be halved to 6 cents.", "planned"),
        ("Fares will rise by 4 percent.", "planned"),
        ("Temperatures will rise by 4 degrees.", "forecast"),
        ("The economy will expand by 4 percent.", "forecast"),
        ("The tax burden will reach 38 percent.", "forecast"),
        ("The state will put up 2,500 tents.", "planned"),
        ("The government is to cut 12,000 posts.", "planned"),
        ("The mayor has asked the state for 30 buses.", "planned"),
        ("The union wants a limit of 13 hours.", "planned"),
        ("It fell short of the 75,000 that analysts had expected.", "forecast"),
        ("All 47 economists had expected it.", "reported"),
        ("The bank sees growth of 3 percent.", "forecast"),
        ("They cut their price target to 38 euros.", "forecast"),
        ("We could sell 20 percent more if we had the staff.", "hypothetical"),
        ("She said the margin would be 60 percent.", "forecast"),
        ("A year ago it was six.", "past"),
        ("Before the war the town had 23,000 inhabitants.", "past"),
        ("Inflation peaked at 10 percent.", "past"),
        ("He refuted reports that 40 children had died.", "denied"),
        ("Denying reports of an epidemic, she said there were 40 cases.", "reported"),
        ("This gives not less than 35,000 barrels.", "reported"),
        ("You can't live on 900 euros.", "reported"),
        ("Rain has not fallen for 411 days.", "reported"),
        ("The chain will close 31 of its 88 shops.", "reported"),
        ("Reports about 300 deceased do not correspond to reality.", "denied"),
        ("Police said 40 people died.", "reported"),
        ("It was not clear why; 40 people died.", "reported"),
        ("The firm plans to expand, but it employs 40 people.", "reported"),
        ("Not only 40 men came.", "reported"),
        ("The bridge is 300 metres long.", "reported"),
        ("He denied the charge, and the court fined him 40 dollars.", "reported"),
    ],
)
def test_mood(text: str, expected: str) -> None:
    """The mood of a sentence's last figure."""
    doc = document(text, published=date(2025, 3, 14))
    line = Line(doc, doc.sentences[0])
    assert mood.mood(line, quantities(line)[-1]) == expected
