/** A comment of our own. */
export interface ForgeComment {
  readonly id: number;
  readonly body: string;
}

/** The result of writing. `unsure` if the comment may or may not have been written. */
export type CommentWrite = { readonly url: string } | { readonly unsure: string };

/** One pull request of GitHub, or merge request of GitLab. What is refused is a ForgeError. */
export interface Forge {
  /** `acme/shop#12`, `acme/shop!12`. */
  readonly reference: string;
  /** The comments that the owner of the token has written, oldest first. No others are edited. */
  readonly ownComments: () => AsyncIterable<ForgeComment>;
  readonly create: (body: string) => Promise<CommentWrite>;
  readonly edit: (id: number, body: string) => Promise<CommentWrite>;
}
