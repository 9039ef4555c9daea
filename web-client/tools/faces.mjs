// The faces that are built, and which texts they may ask for by a key put together at run time.
// A key that stands whole in a face's script is found by the build itself. A face with a theme begins
// in it, whatever the computer's own setting. A face that is in parts loads the rest of its script, and
// the texts of that, when they are wanted.
export const languages = ['sv', 'en'];

export const faces = {
  participant: {
    firstStyle: true,
    textPrefixes: ['error.', 'number.'],
    inParts: true,
    laterTextPrefixes: ['scale.', 'archive.split_', 'archive.why.counts_by_'],
    worker: 'src/participant/service_worker.ts',
  },
  facilitator: {
    firstStyle: true,
    textPrefixes: ['error.', 'number.', 'scale.', 'archive.split_', 'archive.why.counts_by_', 'box_state.', 'language.'],
  },
  organiser: { firstStyle: true, textPrefixes: ['error.', 'number.', 'language.'] },
  screen: { firstStyle: true, theme: 'light', textPrefixes: ['number.', 'scale.', 'archive.split_', 'archive.why.counts_by_'] },
  archive: { firstStyle: false, textPrefixes: [] },
};
