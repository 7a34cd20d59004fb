"""What the page of results says of its sections, and when nothing was found."""

from app.report.naming import Standing
from app.words import Words


def section_words(where: Standing, number: int, words: Words) -> tuple[str, str]:
    """Title and note of a section."""
    written = words.number(number)
    match where:
        case Standing.MAY_BE:
            return (
                words.text("May be a camera ({count})").format(count=written),
                words.text("Only weak signs speak for a camera. Look at the device itself to be sure."),
            )
        case Standing.NOT_CAMERA:
            return words.text("Not cameras ({count})").format(count=written), ""
        case Standing.NOT_IDENTIFIED:
            return (
                words.text("Not identified ({count})").format(count=written),
                words.text("These are on your network, but nothing that they said tells what they are."),
            )
        case _:
            return words.text("Cameras and recorders ({count})").format(count=written), ""


def nothing_found(words: Words) -> tuple[str, str, tuple[str, ...]]:
    """What is so, what can be done, and the usual reasons."""
    return (
        words.text("A missing answer is not proof that there is no camera."),
        words.text("The usual reasons, and what you can do:"),
        (
            words.text("A VPN is on, or this computer uses the guest Wi-Fi: switch to the network of the cameras."),
            words.text(
                "A firewall, or on a Mac the Local Network permission, holds the questions back: allow Camera Check."
            ),
            words.text("The cameras are plugged into a recorder, or use their own phone or cloud connection."),
            words.text("A camera on battery is asleep: wave at it, then scan again."),
        ),
    )
