/** A class whose properties are declared with the `Env*` decorators. It takes no arguments. */
export type ConfigClass = new () => object;

/** The configuration of a process: one class per brick, under the name by which the base knows it. */
export type ConfigSpec = Readonly<Record<string, ConfigClass>>;

/** What {@link loadConfig} gives for a spec: an instance of each class. */
export type Config<S extends ConfigSpec> = { readonly [Section in keyof S]: InstanceType<S[Section]> };

/** The environment as a process sees it, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One thing wrong with one variable. The message never holds the variable's value. */
export interface ConfigurationFault {
  readonly variable: string;
  readonly message: string;
}

/** One line of the documentation of a deployable's configuration. */
export interface ConfigRow {
  /** The name in the spec, such as `http`. */
  readonly section: string;
  readonly variable: string;
  /** In words, such as `integer` or `one of json, pretty`. */
  readonly type: string;
  /** As it would be written in the environment; undefined when there is none. */
  readonly default: string | undefined;
  readonly required: boolean;
  readonly secret: boolean;
  /** True when `<variable>_FILE` may name a file that holds the value. */
  readonly file: boolean;
  readonly description: string;
}

/** A length of time as a person writes it: `250ms`, `30s`, `5m`, `12h`, `7d`. */
export type DurationText = `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`;
