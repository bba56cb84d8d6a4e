import type { Collection, Pipeline } from "../generated/client.ts";
import { ErrorResponse } from "./error-response.ts";

/** The key of a profile, a relationship definition or a collection in a source: they share their keys. */
export interface DefinitionRef {
  readonly sourceKey: string;
  readonly key: string;
}

/** A contained profile has no collection. */
type Kind = "resources" | "relationships" | "objects" | "contained";
type Content = Pick<Collection, "profile" | "objectDefinition">;

interface Definition {
  readonly kind: Kind;
  readonly content: Content;
  /** The first one is version 1. */
  readonly pipelines: Pipeline[];
}

/** The sources, and the definitions of each source. */
export interface Definitions {
  hasSource(sourceKey: string): boolean;
  /** Returns whether the source is new. */
  putSource(sourceKey: string): boolean;
  /** Returns whether the definition is new. Throws an {@link ErrorResponse} when the key has a definition of another kind. */
  put(ref: DefinitionRef, kind: Kind, content: Content): boolean;
  /** Returns a collection with its latest pipeline. Throws an {@link ErrorResponse} when there is none. */
  getCollection(ref: DefinitionRef): Collection;
  /** Adds a version of a collection's pipeline. Throws an {@link ErrorResponse} when there is no collection. */
  addPipeline(ref: DefinitionRef, steps: Pipeline["steps"]): Pipeline;
  /** Returns a version of a collection's pipeline, or the latest. Throws an {@link ErrorResponse} when there is none. */
  getPipeline(ref: DefinitionRef, version?: number): Pipeline;
  /** Deletes all definitions, and the sources that were put. */
  clear(): void;
}

/** `initialSources`: the sources that always exist; undefined for all. */
export function createDefinitions(initialSources: ReadonlySet<string> | undefined): Definitions {
  const definitions = new Map<string, Definition>();
  const sources = new Set<string>();
  // Keys contain no slash, so the name is unambiguous.
  const nameOf = ({ sourceKey, key }: DefinitionRef) => `${sourceKey}/${key}`;

  function findCollection(ref: DefinitionRef): Definition {
    const definition = definitions.get(nameOf(ref));
    if (definition !== undefined && definition.kind !== "contained") return definition;
    throw new ErrorResponse(404, "NOT_FOUND", "Collection not found.");
  }

  return {
    hasSource: (sourceKey) => initialSources === undefined || initialSources.has(sourceKey) || sources.has(sourceKey),
    putSource(sourceKey) {
      const isNew = initialSources?.has(sourceKey) !== true && !sources.has(sourceKey);
      sources.add(sourceKey);
      return isNew;
    },
    put(ref, kind, content) {
      const before = definitions.get(nameOf(ref));
      if (before !== undefined && before.kind !== kind) throw new ErrorResponse(501, "UNIMPLEMENTED", changedKind);
      definitions.set(nameOf(ref), { kind, content, pipelines: before?.pipelines ?? [] });
      return before === undefined;
    },
    getCollection(ref) {
      const { kind, content, pipelines } = findCollection(ref);
      const pipeline = pipelines.at(-1);
      return { type: kind, key: ref.key, ...content, ...(pipeline && { pipeline }) };
    },
    addPipeline(ref, steps) {
      const { pipelines } = findCollection(ref);
      const pipeline = { id: `${ref.key}.${pipelines.length + 1}`, steps };
      pipelines.push(pipeline);
      return pipeline;
    },
    getPipeline(ref, version) {
      const { pipelines } = findCollection(ref);
      const pipeline = version === undefined ? pipelines.at(-1) : pipelines[version - 1];
      if (pipeline === undefined) throw new ErrorResponse(404, "NOT_FOUND", "Pipeline not found.");
      return pipeline;
    },
    clear() {
      definitions.clear();
      sources.clear();
    },
  };
}

const changedKind =
  "The embedded registry does not implement a change of the type of a profile, relationship definition or collection: no page " +
  "of Clinia's documentation describes it. Use another key.";
