// Loads layers models with TensorFlow.js and compares what they answer with expected numbers. After
//   npm install @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
// in a folder of its own:  NODE_PATH=FOLDER/node_modules node tfjs_check.cjs MODEL.json INPUTS.npy OUTPUTS.npy
const fs = require("fs"), path = require("path");
const tf = require("@tensorflow/tfjs-core"), layers = require("@tensorflow/tfjs-layers");
require("@tensorflow/tfjs-backend-cpu");

function npy(file) {
  const data = fs.readFileSync(file), size = data.readUInt16LE(8), header = data.toString("latin1", 10, 10 + size);
  const shape = header.match(/\(([^)]*)\)/)[1].split(",").map(s => s.trim()).filter(s => s).map(Number);
  const bytes = data.buffer.slice(data.byteOffset + 10 + size, data.byteOffset + data.length);
  return { shape, numbers: header.includes("f8") ? new Float64Array(bytes) : new Float32Array(bytes) };
}

(async () => {
  const [, , model, inputs, outputs] = process.argv, json = JSON.parse(fs.readFileSync(model));
  const parts = json.weightsManifest[0].paths.map(name => fs.readFileSync(path.join(path.dirname(model), name)));
  const all = Buffer.concat(parts);
  const network = await layers.loadLayersModel({
    load: async () => ({
      modelTopology: json.modelTopology, weightSpecs: json.weightsManifest[0].weights,
      weightData: all.buffer.slice(all.byteOffset, all.byteOffset + all.length),
    }),
  });
  const x = npy(inputs), y = npy(outputs);
  const answer = await network.predict(tf.tensor(Float32Array.from(x.numbers), x.shape)).data();
  let most = 0;
  for (let i = 0; i < answer.length; i++) most = Math.max(most, Math.abs(answer[i] - y.numbers[i]) / Math.max(1, Math.abs(y.numbers[i])));
  console.log(`${answer.length} of ${y.numbers.length} numbers, at most ${most.toExponential(1)} apart`);
  process.exit(answer.length === y.numbers.length && most < 1e-5 ? 0 : 1);
})();
