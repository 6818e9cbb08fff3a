/** The commands: parse, ask, show; no logic. */
@NullMarked
package org.jettyferry.cli;

import org.jspecify.annotations.NullMarked;
