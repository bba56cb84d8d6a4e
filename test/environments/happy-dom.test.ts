// @vitest-environment happy-dom
import { testWithDom } from "./embedded-in-dom.ts";

testWithDom("happy-dom", false);
