/** The command of the whole rolling upgrade, and what it shows. */
@NullMarked
package org.jettyferry.cli.rolling;

import org.jspecify.annotations.NullMarked;
