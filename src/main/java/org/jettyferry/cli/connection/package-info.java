/** Which database a command works on: flags before the environment before files, and no secret in what is shown. */
@NullMarked
package org.jettyferry.cli.connection;

import org.jspecify.annotations.NullMarked;
