#include "platform/run.h"

int main(int argc, char** argv) { return initlab::platform::run_lab(argc, argv); }
