"""Single lines of pasted text: furniture, captions, and the sentences of news that look like either."""

import pytest

from dateline.clean.captions import Surroundings, bears_signs, is_caption
from dateline.clean.layout import is_furniture, kind_on_page

FURNITURE = """
Source link
Related Posts
Load More
Sign up to our newsletter
Sign up for our daily briefing and get the news that matters in your inbox.
Subscribe now
Subscribe to our channel
Subscribe
Join our WhatsApp channel
Follow us on Twitter and Facebook
Share this article
Share on Facebook
Share
Tweet
Email this story
Read more: Minister resigns over harbour deal
READ MORE: What the new law means for ports
Also read: Five facts about the strait
Watch: Drone footage of the flood
Most read
Most popular
Top stories
More stories
More from Ellery Post
Advertisement
ADVERTISEMENT
Story continues below advertisement
Continue reading below
Copyright 2026 The Ellery Post. All rights reserved.
© 2026 Ellery News Agency
All rights reserved.
All content by Ellery is licensed under a Creative Commons licence.
12 comments
Leave a comment
Comments
5 min read
Tags: Iran, talks, Muscat
Topics: Ports | Strikes
Filed under: World
Click here to subscribe
Skip to content
Print
Next article
Getty Images
This article was originally published in The Conversation.
This story has been updated.
Back to top
We use cookies to improve your experience.
Get our free app
Download our app
Already a subscriber? Log in
Support our journalism
Become a member today
Have a tip? Write to our newsroom in confidence.
Listen to this article
Listen • 3:12
Recommended for you
You may also like
You might also like
Trending now
What to read next
Recommended stories
list of 4 items
end of list
Keep reading
Copy link
Jump to comments
Newsletter
Get the latest news delivered to your inbox
Don't miss a story: turn on notifications
Editor's Picks
More on this story
View comments
Terms of use
https://ellery.example/news/1
Follow @ellerypost
Our Standards: The Ellery Trust Principles.
This story was produced by a wire agency and has not been edited.
With inputs from agencies
Reprints and permissions
"""

NEWS = """
Support for the ruling party fell to 31 percent, a poll showed.
Try as they might, the negotiators could not agree on a text.
Report says dozens killed in raid on border town
Reports of shelling reached the capital by nightfall.
Like many of her neighbours, Leila fled on foot.
Print workers joined the strike on Tuesday.
Most popular among the candidates was the former mayor, with 34 percent.
More on the blast: police have named two suspects, and a third is in custody.
Help came too late for the crew, the coastguard said.
Search teams found the wreck on Sunday.
Privacy campaigners went to court over the law.
Download speeds fell across the country after the cable was cut.
Register now or lose the vote, the commission told overseas citizens.
Get the hostages out first, the minister told parliament, and talk afterwards.
Donate blood, the ministry urged residents of the capital.
Join the alliance or face tariffs, the president told the two governments.
This report was published by the ombudsman on Monday and accuses the army of neglect.
Share prices fell by 4 percent after the strike.
Follow-up talks are due in Muscat on Friday.
Topics on the table include prisoners and grain, the envoy said.
Top news executives were called before the committee on Tuesday.
Related charges against two officers were dropped.
Video shows the moment the bridge gave way.
Watch committees were set up in every district.
Opinion polls put the opposition ahead.
Reply to the ultimatum is expected within 48 hours, the embassy said.
Email messages seen by the newspaper show that the firm knew.
Facebook said it had removed 200 accounts linked to the militia.
Telegram channels close to the army carried pictures of the crater.
WhatsApp was blocked in the north on Tuesday.
Twitter suspended the account within an hour.
Latest figures from the ministry put the toll at 41.
Sign up centres for volunteers opened in three cities.
Subscribe to a theory that most economists reject, and you end up here, he said.
Close to 400 people were rescued.
Read more than he has, the judge told the lawyer, and come back.
See our way out of this war, that is all we ask, she said.
Load shedding will last ten hours a day, the power company said.
Advertisement spending fell by a third.
AP photographer killed in shelling
Already a member of the union's board, she was elected chair.
Become a refugee at ten and you do not forget it, she said.
Latest on the talks: no date, no place, no text
Save the Children said 14 schools had been hit.
Tag teams of engineers worked through the night.
Image rights were never sold, the club said.
More from the ministry is expected on Wednesday, an official said.
"""

CAPTIONS = """
Firefighters hose down the wreck of a bus outside Port Ellery on Monday. Photo: Jo Lim/Ellery Post
The finance minister, second left, signs the accord as the envoys look on.
A general view of the damaged school in the Orlo valley on March 12, 2026.
File photo of the tanker Aurelia in the roads off Port Ellery
Smoke rises over the refinery after an explosion, in this picture taken from a fishing boat.
Villagers carry sandbags to the river wall in Orlo Bridge on Tuesday as the water rises
Displaced families queue for bread outside a church in Orlo Bridge, northern Tarvia, on 14 March 2026.
Marta Olin (right) with the inspectors she led until July. [File: Pat Doyle/AFP]
Rescuers search the banks below the dam. REUTERS/Pat Doyle
"""

NO_CAPTIONS = """
Hundreds march to the ministry, he said, and nobody comes out to meet them.
The move is seen as a concession to the dockers, who left the talks on Friday.
The two leaders attend the same college reunion every year and were said to be close.
(c) The harbour office shall keep a register of all such vessels.
He left the party in 2019, right after the vote.
The picture is bleak: 40 of the 60 wells are dry, the agency said.
A general strike was called for Monday.
The guard ship hit a rock on 4 March 2026 and was towed to port.
“They walk past us, they look away,” she said of the officials on 4 March 2026.
Police search homes
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("line", lines(FURNITURE))
def test_line_of_the_page_is_furniture(line):
    assert is_furniture(line)


@pytest.mark.parametrize("line", lines(NEWS))
def test_sentence_of_news_is_no_furniture(line):
    assert not is_furniture(line)


@pytest.mark.parametrize("line", lines(CAPTIONS))
def test_line_under_a_picture_is_a_caption(line):
    assert is_caption(line, Surroundings())


@pytest.mark.parametrize("line", [*lines(NEWS), *lines(NO_CAPTIONS)])
def test_sentence_of_news_is_no_caption(line):
    assert not is_caption(line, Surroundings())
    assert not bears_signs(line)


def test_line_printed_twice_or_beside_a_caption_is_one_sooner():
    line = "Crews of the night ferry at the gate"
    assert not is_caption(line, Surroundings())
    assert is_caption(line, Surroundings(printed_twice=True))
    assert is_caption(line, Surroundings(beside_caption=True))


@pytest.mark.parametrize(
    "line",
    ["Reporting by Ines Carvalho; Editing by Jo Lim", "(Additional reporting by Jo Lim in Sarn)", "By Ines Carvalho", "The Associated Press", "Published March 3, 2026"],
)  # fmt: skip
def test_line_that_says_who_wrote_is_a_byline(line):
    assert kind_on_page(line, 9) == "byline"


@pytest.mark.parametrize(
    "line", ["Reporting by the broadcaster showed that the guards had been warned.", "By Friday the water had gone."]
)
def test_sentence_that_begins_like_a_byline_is_body(line):
    assert kind_on_page(line, 9) == "body"
