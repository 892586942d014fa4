declare module 'opencc-js/dict/TSCharacters' {
  /** `traditional simplified other…`, joined by `|`. */
  const characters: string;
  export default characters;
}
