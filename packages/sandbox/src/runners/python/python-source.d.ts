// Python files are bundled as text: what is run is written out of the program, wherever that lies.
declare module '*.py' {
  const text: string;
  export default text;
}
