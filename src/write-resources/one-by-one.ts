/**
 * Gives what lists hold item by item, as an async generator does: it asks for a list when the one before is at its end, answers in
 * the order in which it is asked, and ends with the lists. For each item it makes one promise, of which a generator makes several.
 */
export function oneByOne<Item extends object>(
  lists: AsyncGenerator<readonly Item[], void, undefined>,
): AsyncGenerator<Item, void, undefined> {
  let list: readonly Item[] = [];
  let place = 0;
  /** The end of what was asked for last, while that is not answered. */
  let asked: Promise<void> | undefined;

  const following = (): IteratorYieldResult<Item> | undefined => {
    const value = list[place];
    if (value === undefined) return undefined;
    place += 1;
    return { done: false, value };
  };
  const ofNextList = async (): Promise<IteratorResult<Item, void>> => {
    for (;;) {
      const item = following();
      if (item !== undefined) return item;
      const next = await lists.next();
      if (next.done === true) return next;
      list = next.value;
      place = 0;
    }
  };
  const inTurn = <Result>(answer: () => Promise<Result>): Promise<Result> => {
    const result = asked === undefined ? answer() : asked.then(answer);
    const answered = () => {
      if (asked === ended) asked = undefined;
    };
    const ended = result.then(answered, answered);
    asked = ended;
    return result;
  };
  const ending = (end: () => Promise<IteratorResult<readonly Item[], void>>) =>
    inTurn(async () => {
      list = [];
      // Once it is ended it gives no list any more.
      return (await end()) as IteratorReturnResult<void>;
    });

  const given: Pick<AsyncGenerator<Item, void, undefined>, "next" | "return" | "throw"> = {
    next() {
      const item = asked === undefined ? following() : undefined;
      return item === undefined ? inTurn(ofNextList) : Promise.resolve(item);
    },
    return: (value) => ending(() => lists.return(value)),
    throw: (error) => ending(() => lists.throw(error)),
  };
  // What else a generator has on this platform, such as to be disposed of.
  const generator = Object.create(Object.getPrototypeOf(lists) as object) as AsyncGenerator<Item, void, undefined>;
  return Object.assign(generator, given);
}
