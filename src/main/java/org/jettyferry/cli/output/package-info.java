/** How answers look: texts, lists and JSON that no command shapes by itself. */
@NullMarked
package org.jettyferry.cli.output;

import org.jspecify.annotations.NullMarked;
