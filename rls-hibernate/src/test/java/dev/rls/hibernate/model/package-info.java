/** Entities of the tests, compiled with the processor as unit {@code test}, each with a twin that is not protected. */
@NullUnmarked
package dev.rls.hibernate.model;

import org.jspecify.annotations.NullUnmarked;
