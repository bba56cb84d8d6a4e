// @vitest-environment jsdom
import { testWithDom } from "./embedded-in-dom.ts";

testWithDom("jsdom", true);
