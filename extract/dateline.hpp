#pragma once

#include <string>
#include <string_view>

namespace trefoil::extract {

/// The date of an article as its head tells it: ISO "2022-02-22", "" if there is none. Looks at the
/// first lines only and takes a full date (day, month and year) that stands
/// - alone on its line, with at most four other words ("Tuesday, February 22, 2022", "By A. Writer,
/// 3 May 2021"),
/// - after a label ("Published: 22 February 2022", "date 2022-02-22 Live updates"), or
/// - with its right weekday at the end of a headline ("Town votes Thursday, May 4, 2023") or before
/// the
///   first sentence, or
/// - in a dateline ("BRUSSELS, March 3, 2022 (Agency) - ...").
/// A full date inside a sentence may be anybody's birthday and is left alone. Constant cost.
std::string head_date(std::string_view text);

/// The title of a plain text: its first line, if that is short, does not end like a sentence, and a
/// blank line follows; else "".
std::string head_title(std::string_view text);

/// `text` as an ISO date: "2022-02-22", "2022-02-22T10:00:00Z", "22 February 2022", "Feb. 22,
/// 2022"; "" if it begins with no valid full date (years 1000 to 2999).
std::string iso_date(std::string_view text);

}  // namespace trefoil::extract
