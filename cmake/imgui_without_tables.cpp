// Dear ImGui's core without tables, columns, trees, tab bars, menu bars and multiple selection,
// which nothing here begins: the core ends none and keeps no settings of them, so the linker drops
// them. Nor are other settings read: there is no file of them (App sets no IniFilename).
#define IMGUI_DEFINE_MATH_OPERATORS
#include <imgui_internal.h>
#include <stdio.h>

#define EndTable() static_cast<void>(0)
#define EndTabBar() static_cast<void>(0)
#define EndMenuBar() static_cast<void>(0)
#define EndMultiSelect() static_cast<void>(0)
#define EndColumns() static_cast<void>(0)
#define TreePop() static_cast<void>(0)
#define TableSettingsAddSettingsHandler() static_cast<void>(0)
#define TableGcCompactSettings() static_cast<void>(0)
#define TableGcCompactTransientBuffers(table) static_cast<void>(0)
#define sscanf(...) 0
#include <imgui.cpp>
