/** Where the operator sits: what a command finds around it, asks before it changes something, and ends with. */
@NullMarked
package org.jettyferry.cli.terminal;

import org.jspecify.annotations.NullMarked;
