"""Problems with the photo of a label: one class each, with a sentence and a next step."""

from app.model.problem import AppError
from app.model.text import N_


class PhotoError(AppError):
    """Any of the problems below."""


class NothingOnLabelError(AppError):
    """Nothing that was typed or photographed has a meaning that we know."""

    code = "nothing-on-label"
    template = N_("Nothing on this label was recognised.")
    next_step_template = N_(
        "Type the words that stand behind “Model” and “S/N”, or take a sharper picture of the code, then read it again."
    )


class PhotoEmptyError(PhotoError):
    """The file has no content."""

    code = "photo-empty"
    template = N_("The file {file} is empty.")
    next_step_template = N_("Copy the picture from the camera or phone again, or type what the label says.")


class PhotoNotAPictureError(PhotoError):
    """The file is of a kind that holds no photo, or of one that is not read."""

    code = "photo-not-a-picture"
    template = N_("{file} is not a photo that can be read here.")
    next_step_template = N_("Choose a JPEG, PNG, WebP or BMP picture, or type what the label says.")


class PhotoFromPhoneError(PhotoError):
    """A HEIC or AVIF picture."""

    code = "photo-heic"
    template = N_("{file} is in a form (HEIC or AVIF) that phones use and that cannot be read here.")
    next_step_template = N_("Save it as a JPEG on the phone, or take a screenshot of it, then choose that picture.")


class PhotoMovingError(PhotoError):
    """An animation or several pages."""

    code = "photo-moving"
    template = N_("{file} holds several pictures, not one photo.")
    next_step_template = N_("Save the one that shows the label as a JPEG or PNG picture, and choose that.")


class PhotoTooLargeError(PhotoError):
    """More bytes or more pixels than are read."""

    code = "photo-too-large"
    template = N_("{file} is too large to read: {size}.")
    next_step_template = N_("Take the photo at the normal size, or cut it down to the label, then try again.")


class PhotoDamagedError(PhotoError):
    """It begins like a picture but cannot be decoded."""

    code = "photo-damaged"
    template = N_("The picture {file} is damaged or not complete.")
    next_step_template = N_("Copy it from the camera or phone again, or take a new photo.")


class PhotoWithoutCodeError(PhotoError):
    """A good picture in which no bar code and no QR code was found."""

    code = "photo-no-code"
    template = N_("No bar code or QR code could be read in {file}.")
    next_step_template = N_(
        "Hold the camera straight above the label, near enough that the code fills half of the picture,"
        " with light and without glare. Or type what the label says."
    )
