// The model file: JSON that can be read, compared line by line, and is refused when it makes no sense.
import { InvalidInputError } from "../core/errors";
import type { ModelFeature, TreeModel, TreeNode } from "./tree-model";
import { checkedOptions } from "./tree-options";

/**
 * A model as the text of its file: a line per option, feature and node, so that a diff shows what moved. The same
 * model gives the same text; `modelFromJson` gives the same model back, to the bit.
 */
export function modelToJson(model: TreeModel): string {
  const { options, features, trees, ...rest } = model;
  const list = (items: readonly unknown[], indent: string) =>
    items.map((item) => `${indent}${JSON.stringify(item)}`).join(",\n");
  const fields = [
    ...Object.entries(rest).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`),
    `  "options": ${JSON.stringify(options, null, 2).replaceAll("\n", "\n  ")}`,
    `  "features": [\n${list(features, "    ")}\n  ]`,
    `  "trees": [\n${trees.map((nodes) => `    [\n${list(nodes, "      ")}\n    ]`).join(",\n")}\n  ]`,
  ];
  return `{\n${fields.join(",\n")}\n}\n`;
}

/**
 * The model of a file's text.
 *
 * @throws InvalidInputError in one line when it is not JSON, of another kind or version, or not a sound set of trees
 */
export function modelFromJson(text: string): TreeModel {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InvalidInputError(`The churn model file is not JSON: ${(error as Error).message.split("\n")[0]}`);
  }
  return checkedModel(value);
}

/** The same for a part of a larger file, already parsed. */
export function checkedModel(value: unknown): TreeModel {
  const model = (value ?? {}) as TreeModel;
  needs(model.kind === "gradient_boosted_trees", "kind gradient_boosted_trees", model.kind);
  needs(model.version === 1, "version 1", model.version, "; train it again with this version of the workbook");
  needs(Number.isFinite(model.base_margin), "a number as base_margin", model.base_margin);
  needs(isObject(model.options), "options", model.options);
  needs(isObject(model.trained_on), "trained_on", model.trained_on);
  needs(Array.isArray(model.validation_log_loss), "a list validation_log_loss", model.validation_log_loss);
  needs(Array.isArray(model.features) && model.features.length > 0, "a list of features", model.features);
  needs(Array.isArray(model.trees), "a list of trees", model.trees);
  checkedOptions(model.options);
  const features = new Map<string, ModelFeature>();
  for (const feature of model.features) {
    const isSound =
      isObject(feature) &&
      typeof feature.name === "string" &&
      !features.has(feature.name) &&
      (feature.kind === "numeric" || (feature.kind === "category" && isTexts(feature.levels)));
    needs(isSound, "features with a name of their own, a kind and a category's levels", feature);
    features.set(feature.name, feature);
  }
  model.trees.forEach((nodes, tree) => {
    needs(Array.isArray(nodes) && nodes.length > 0, `nodes in tree ${tree}`, nodes);
    const parents = new Uint8Array(nodes.length);
    nodes.forEach((node, place) => {
      const fault = nodeFault(node, place, nodes, features, parents);
      needs(fault === undefined, `${fault} in tree ${tree}, node ${place}`, node);
    });
    const orphan = parents.findIndex((count, place) => count !== (place === 0 ? 0 : 1));
    needs(orphan < 0, `each node of tree ${tree} below one other`, `node ${orphan} below ${parents[orphan]}`);
  });
  return model;
}

/** What a node lacks; undefined for a sound one. Counts its children's parents. */
function nodeFault(
  node: TreeNode,
  place: number,
  nodes: readonly TreeNode[],
  features: ReadonlyMap<string, ModelFeature>,
  parents: Uint8Array,
): string | undefined {
  if (!isObject(node) || !(Number.isInteger(node.rows) && node.rows > 0)) return "a whole number of rows";
  if (!("feature" in node)) return Number.isFinite(node.leaf) ? undefined : "a feature or a leaf value";
  const feature = features.get(node.feature);
  if (!feature) return "a feature of the model";
  const asks =
    feature.kind === "numeric"
      ? Number.isFinite(node.at_most) && node.one_of === undefined
      : node.at_most === undefined && isTexts(node.one_of);
  if (!asks) return `a ${feature.kind === "numeric" ? "number at_most" : "list one_of"}`;
  if (node.missing !== "yes" && node.missing !== "no") return "missing yes or no";
  if (!Number.isFinite(node.gain)) return "a gain";
  for (const child of [node.yes, node.no]) {
    if (!(Number.isInteger(child) && child > place && child < nodes.length)) return "children that come after it";
    parents[child]!++;
  }
  if (nodes[node.yes]!.rows + nodes[node.no]!.rows !== node.rows) return "as many rows as its children together";
  return undefined;
}

function needs(isFine: boolean, what: string, got: unknown, next = ""): void {
  if (isFine) return;
  const shown = (JSON.stringify(got) ?? "nothing").slice(0, 80);
  throw new InvalidInputError(`The churn model file needs ${what}, got ${shown}${next}`);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
