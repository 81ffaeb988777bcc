"""The demo office's work: every entry of the running cycle, and words for the months before.

An entry is day, person, hours, activity, note, and what covers it when that is not the plan. Days count as
in `people_and_work`; days before the running cycle count down from 0, which is the day before its first.
"""

from __future__ import annotations

Line = tuple[int, str, str, str, str] | tuple[int, str, str, str, str, str]

WARRANTY, ADDITIONAL, SCOPE, PHONE = "warranty", "additional work", "original scope", "phone support"

THIS_CYCLE: dict[str, tuple[Line, ...]] = {
    "Acme Dental": (
        (-9, "Ben", "0:45", "Booking", "Reminder mail sent twice after the update", WARRANTY),
        (2, "Dana", "1:30", "Content", "Redirects"),
        (3, "Kim", "1:00", "Content", "Staff page"),
        (5, "Ben", "2:15", "Updates", "Plugin updates"),
        (9, "Dana", "1:45", "Images", "Image sizes"),
        (12, "Kim", "2:00", "Booking", "Booking form mail"),
        (16, "Ben", "2:30", "Updates", "Theme 4.2 update"),
        (18, "Ben", "1:15", "Search", "Product search"),
        (20, "Kim", "1:30", "Checkout", "Tax by state"),
        (23, "Ben", "1:00", "Checkout", "Tax, retest"),
        (24, "Kim", "0:30", "Checkout", "Gift card rounding"),
    ),
    "Bluebird": (
        (2, "Dana", "1:30", "Content", "Advent landing page"),
        (4, "Kim", "1:15", "Shop", "Stock sync with the till"),
        (6, "Ben", "2:00", "Updates", "WooCommerce 9 on staging"),
        (10, "Dana", "1:30", "Content", "Size guide"),
        (13, "Kim", "1:00", "Shop", "Delivery dates in the basket"),
        (16, "Ben", "1:30", "Updates", "WooCommerce 9 live"),
        (24, "Kim", "1:15", "Shop", "Voucher wording, both languages"),
    ),
    "Café Zoë": (
        (3, "Dana", "1:00", "Content", "November menu"),
        (5, "Kim", "0:50", "Forms", "Table booking for groups"),
        (9, "Ben", "1:30", "Updates", "Plugin updates"),
        (12, "Dana", "1:20", "Images", "Roastery gallery"),
        (17, "Kim", "1:00", "Forms", "Allergen notes “ä, é, œ” in the mail"),
        (19, "Dana", "0:40", "Content", "Opening hours for the holidays"),
    ),
    "Fjord Studio": (
        (2, "Ben", "2:30", "Development", "Project filter"),
        (3, "Dana", "1:45", "Images", "New house, 24 pictures"),
        (4, "Kim", "2:15", "Development", "Plans as zoomable drawings"),
        (6, "Ben", "2:00", "Speed", "Lazy loading"),
        (9, "Dana", "1:30", "Content", "Award pages"),
        (10, "Ben", "2:20", "Development", "Project filter, second round"),
        (12, "Ben", "1:40", "Updates", "Plugin updates"),
        (13, "Dana", "1:00", "Content", "Team page"),
        (17, "Ben", "2:00", "Speed", "Image server moved"),
        (18, "Ben", "1:45", "Development", "Map of projects"),
        (19, "Dana", "1:36", "Content", "Press kit"),
        (20, "Ben", "1:20", "Development", "Competition microsite, approved 11-B", ADDITIONAL),
        (23, "Kim", "1:15", "Development", "Map of projects on phones"),
    ),
    "Harbor Books": (
        (-2, "Dana", "1:00", "Content", "First look at the site, list of repairs"),
        (2, "Kim", "1:30", "Shop", "Shipping table"),
        (3, "Ben", "0:45", "Updates", "Plugin updates"),
        (6, "Dana", "2:15", "Content", "Readings calendar"),
        (10, "Kim", "1:00", "Shop", "Pre-orders"),
        (12, "Kim", "3:30", "Booking", "Booking calendar"),
        (16, "Ben", "0:45", "Phone", "Phone set-up"),
        (17, "Dana", "2:30", "Content", "Staff picks with covers"),
        (20, "Ben", "1:15", "Search", "Search results page"),
        (24, "Kim", "1:00", "Shop", "Gift card import"),
    ),
    "Kerr [Labs]": (
        (4, "Tom", "0:45", "Servers", "Certificate of the upload host"),
        (9, "Kim", "1:15", "Forms", "Sample form: field [lot no.] was cut off"),
        (13, "Tom", "0:45", "Servers", "Backup restore tried"),
        (19, "Tom", "0:30", "Servers", "Disk alarm, old logs removed"),
    ),
    "Meridian Health": (
        (2, "Kim", "2:45", "Checkout", "Insurance step before payment"),
        (3, "Ben", "2:30", "Shop", "Supplier feed"),
        (4, "Dana", "2:00", "Content", "Clinic pages"),
        (5, "Kim", "1:45", "Checkout", "Card errors in plain words"),
        (6, "Ben", "1:30", "Updates", "Plugin updates"),
        (9, "Kim", "2:10", "Booking", "Appointment reminders"),
        (10, "Dana", "2:20", "Content", "Flu season pages"),
        (12, "Ben", "1:50", "Shop", "Supplier feed, wrong units"),
        (13, "Kim", "1:29", "Checkout", "Refund button"),
        (16, "Dana", "2:15", "Content", "Doctors' profiles"),
        (17, "Ben", "2:15", "Shop", "Reorder lists"),
        (18, "Dana", "1:20", "Content", "Clinic map"),
        (20, "Kim", "1:15", "Booking", "Reminders by text message"),
        (23, "Kim", "2:30", "Checkout", "Checkout answers 500 under load"),
        (23, "Ben", "0:30", "", "Supplier feed stopped"),
        (23, "Ben", "1:15", "", "Supplier feed, new key"),
        (23, "Ben", "0:20", "", ""),
    ),
    "Nordwind": (
        (3, "Ben", "1:30", "Booking", "Course dates for spring"),
        (5, "Kim", "1:00", "Forms", "Licence upload"),
        (10, "Dana", "1:45", "Content", "Harbour pages"),
        (13, "Kim", "1:00", "Booking", "Waiting list"),
        (17, "Ben", "1:15", "Updates", "Plugin updates"),
        (19, "Ben", "0:40", "Booking", "Waiting list sent twice", WARRANTY),
        (20, "Kim", "2:15", "Booking", "Two courses on one boat"),
        (20, "Ben", "0:45", "Booking", "Two courses on one boat, retest"),
    ),
    "Orchard Farm": (
        (5, "Ben", "0:45", "Updates", "Plugin updates"),
        (12, "Dana", "0:45", "Content", "Winter vegetables"),
        (24, "Kim", "1:00", "Shop", "Christmas boxes"),
    ),
    "Pine & Partner": (
        (3, "Dana", "1:30", "Content", "Changes in tax for the new year"),
        (5, "Ben", "2:00", "Development", "Document portal: larger files"),
        (9, "Tom", "1:10", "Servers", "Mail server certificates"),
        (10, "Kim", "1:45", "Forms", "Client questionnaire"),
        (13, "Dana", "1:15", "Content", "Job offers"),
        (17, "Tom", "1:00", "Servers", "Portal moved to the new host"),
        (18, "Tom", "1:20", "Servers", "Portal moved, old host switched off"),
        (20, "Dana", "1:45", "Content", "Newsletter archive"),
    ),
    "Ridge Outdoor": (
        (2, "Dana", "2:00", "Content", "Winter catalogue"),
        (4, "Ben", "1:50", "Shop", "Returns label"),
        (6, "Kim", "1:30", "Checkout", "Packing station as address"),
        (10, "Tom", "1:10", "Servers", "Load test before the sale"),
        (12, "Dana", "2:00", "Images", "Boots, 60 pictures"),
        (16, "Kim", "2:20", "Shop", "Sale prices by the hour"),
        (18, "Dana", "1:05", "Content", "Dealer microsite, approved 10-C", ADDITIONAL),
        (19, "Ben", "1:40", "Shop", "Sale prices, rounding"),
        (20, "Tom", "1:40", "Servers", "Second cache"),
        (23, "Kim", "2:00", "Checkout", "Voucher and sale price together"),
    ),
    "Solvay Press": (
        (3, "Ben", "1:30", "Shop", "Subscription: pause a month"),
        (6, "Dana", "1:40", "Content", "New series, six titles"),
        (9, "Kim", "1:15", "Shop", "Sample chapters"),
        (12, "Tom", "1:45", "Servers", "Mailing list moved"),
        (16, "Ben", "1:30", "Shop", "Subscription: gift option"),
        (18, "Dana", "1:20", "Content", "Author pages"),
        (23, "Kim", "1:30", "Shop", "Tax on printed and electronic books"),
    ),
    "Tallis Legal": (
        (2, "Tom", "1:15", "Servers", "Two-step sign-in"),
        (4, "Dana", "1:30", "Content", "Fields of law, revised"),
        (6, "Tom", "1:00", "Servers", "Access list reviewed"),
        (10, "Ben", "2:00", "Forms", "Intake form, encrypted"),
        (13, "Dana", "1:15", "Content", "Two new partners"),
        (16, "Tom", "1:30", "Servers", "Restore from backup tried"),
        (18, "Ben", "1:45", "Forms", "Intake form: second language"),
        (20, "Dana", "1:45", "Content", "Judgments archive"),
    ),
    "Juno, Support": (
        (2, "Omar", "0:35", "Phone", "Password, two people", PHONE),
        (3, "Omar", "0:50", "Phone", "Calendar on the new phone", PHONE),
        (5, "Tom", "1:05", "Phone", "Printer in the show room", PHONE),
        (6, "Omar", "0:40", "Phone", "Shared mailbox", PHONE),
        (9, "Tom", "1:20", "Phone", "No network after the storm", PHONE),
        (12, "Omar", "0:55", "Phone", "New colleague", PHONE),
        (13, "Omar", "1:10", "Phone", "Order import from the old till", PHONE),
        (16, "Tom", "0:45", "Phone", "Scanner", PHONE),
        (17, "Omar", "1:15", "Phone", "Invoice template", PHONE),
        (19, "Omar", "0:33", "Phone", "Password", PHONE),
        (20, "Tom", "0:52", "Phone", "Slow terminal at the counter", PHONE),
    ),
    "Juno, Website": (
        (4, "Dana", "1:10", "Content", "Category texts", SCOPE),
        (12, "Ben", "0:50", "Updates", "Plugin, WordPress and WooCommerce updates", SCOPE),
        (18, "Dana", "0:45", "Content", "Alternative texts", SCOPE),
    ),
    "Juno, Prepaid": (
        (5, "Ben", "2:00", "Development", "Rental periods, first part"),
        (17, "Ben", "1:45", "Development", "Rental periods, second part"),
    ),
}

PHRASES = (
    ("Updates", "Plugin updates"), ("Updates", "Theme update on staging, then live"),
    ("Updates", "Language files"), ("Updates", "Updates held back in spring"), ("Updates", "PHP 8.3"),
    ("Content", "Landing page"), ("Content", "Price list"), ("Content", "Opening hours"),
    ("Content", "Team page"), ("Content", "Imprint and privacy page"), ("Content", "Questions and answers"),
    ("Content", "Broken links"), ("Content", "Newsletter template"), ("Images", "Image sizes"),
    ("Images", "Pictures cut for phones"), ("Images", "Logo in the new colours"),
    ("Forms", "Contact form: copy to the sender"), ("Forms", "Spam filter of the form"),
    ("Forms", "Upload of larger files"), ("Search", "Search finds article numbers"),
    ("Search", "Empty search page with suggestions"), ("Speed", "Cache after the update"),
    ("Speed", "Fonts from our own server"), ("Speed", "Slow home page measured and halved"),
    ("Servers", "Certificate renewed"), ("Servers", "Restore from backup tried"),
    ("Servers", "Old accounts removed"), ("Servers", "Mail goes to spam: records set"),
    ("Development", "Calendar feed"), ("Development", "Map with all places"),
    ("Development", "Export for the accountant"), ("Development", "Print view"),
    ("Development", "Cookie banner, fewer clicks"), ("Development", "Menu on phones"),
    ("Development", "Error page with a way back"), ("Development", "Sign-in by mail link"),
)  # fmt: skip
"""Activity and note of the months before."""

CALLS = (
    "Ticket program at the counter", "Password", "Printer", "New phone", "Shared calendar",
    "Invoice template", "Update window moved", "Slow network", "Scanner", "New colleague", "Backup question",
    "Two screens",
)  # fmt: skip
"""Notes of the phone calls of the months before."""

MEETING = ("Priorities of the month", "Open requests", "Next steps")
SPRINT = ("Maintenance sprint", "Small fixes")
"""Notes of PM calls and sprints."""
