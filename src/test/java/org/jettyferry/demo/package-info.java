/** The demo that {@code mvn -Pdemo} runs. */
package org.jettyferry.demo;
