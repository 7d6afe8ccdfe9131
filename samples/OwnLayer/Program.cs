// A layer of your own, from its first check to a saved model.
//   1. Scale.cs is the layer: Build declares its weights, Forward computes, Backward gives the gradients, Config writes the settings.
//   2. GradientCheck.Of holds Backward against central differences of Forward; put that line into a test.
//   3. Scale.Register makes the class known by name, so that it can stand in experiment files, be saved, loaded and cloned.
//   4. Without it Save refuses, before it writes, and says what to call.
// Losses, activations, optimizers, schedules and initializers work alike: LossCatalogue.Register and so on.
using Glia;
using Glia.Checking;
using Glia.Data;
using Glia.Layers;
using Glia.Models;
using Glia.Training;
using OwnLayer;

Console.WriteLine(GradientCheck.Of(new Scale(), 4));

// The second feature is a thousand times as large as the first; the layer learns to even that out.
var dice = new Random(3);
double[][] points = [.. Enumerable.Range(0, 400).Select(_ => new[] { dice.NextDouble() - 0.5, 1000 * (dice.NextDouble() - 0.5) })];
Dataset data = Dataset.From(points, point => point, point => point[0] * point[1] > 0);
var network = new Network(2, new Scale(0.05f), new Dense(16, "tanh"), new Dense(1, "sigmoid"));
var trainer = new Trainer(network, "binary_crossentropy", "Adam");
trainer.Optimizer.LearningRate = 0.02f;
trainer.Fit(data, new FitOptions { Epochs = 150, BatchSize = 20 });
Console.WriteLine($"right: {trainer.Evaluate(data).Accuracy:P0}");

string file = Path.Combine(Path.GetTempPath(), "own-layer.safetensors");
try
{
    trainer.ToModel().Save(file);
}
catch (GliaException error)
{
    Console.WriteLine(error.Message);
}
Scale.Register();
trainer.ToModel().Save(file);
Model model = Model.Load(file);
Console.WriteLine($"loaded: {model.Network.Layers[0].ClassName}, answer {model.Predict(new double[,] { { 0.3, 250 } }).ClassName(0)}");
