/** What a node answers in a web application's place, so that no text in it can become anything else than text. */
@NullMarked
package org.jettyferry.node.answer;

import org.jspecify.annotations.NullMarked;
