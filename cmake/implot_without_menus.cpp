// ImPlot without its context menus, which no plot here opens, and without the calendar, as no axis
// shows time: as the popups never show, the linker drops the menus, and the widgets that only they
// use.
#define IMGUI_DEFINE_MATH_OPERATORS
#include <imgui_internal.h>
#include <time.h>

namespace ImGui {
static bool never_open(const char*) { return false; }
}  // namespace ImGui

#define BeginPopup never_open
#define mktime(date) 0
#define timegm(date) 0
#define gmtime_r(seconds, date) (date)
#define localtime_r(seconds, date) (date)
#include <implot.cpp>
