/** A comment of our own. */
export interface Comment {
  readonly id: number;
  readonly body: string;
}

/** What came of writing: `unsure` where it may or may not stand there now. */
export type Written = { readonly url: string } | { readonly unsure: string };

/** One pull request of GitHub, or merge request of GitLab. What is refused is a ForgeError. */
export interface Forge {
  /** `acme/shop#12`, `acme/shop!12`. */
  readonly place: string;
  /** The comments that whoever the token belongs to has written, oldest first: nobody else's are ours to edit. */
  readonly own: () => AsyncIterable<Comment>;
  readonly create: (body: string) => Promise<Written>;
  readonly edit: (id: number, body: string) => Promise<Written>;
}
