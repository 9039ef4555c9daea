// The faces that are built, and which texts they may ask for by a key put together at run time.
// A key that stands whole in a face's script is found by the build itself.
export const languages = ['sv', 'en'];

export const faces = {
  participant: {
    firstStyle: true,
    textPrefixes: ['error.', 'number.', 'scale.', 'archive.split_'],
    worker: 'src/participant/service_worker.ts',
  },
  facilitator: { firstStyle: true, textPrefixes: ['error.', 'number.', 'scale.', 'archive.split_'] },
  organiser: { firstStyle: true, textPrefixes: ['error.', 'number.'] },
  screen: { firstStyle: true, textPrefixes: ['number.', 'scale.', 'archive.split_'] },
  archive: { firstStyle: false, textPrefixes: [] },
};
