// A model file, and what a program that only uses it needs.
//   1. Trainer.ToModel puts the network, the scaling, the class names and the loss together; Save writes one safetensors file.
//   2. Model.Load reads it anywhere. Nothing else has to be known: not the layers, not how the data were scaled.
//   3. Model.Predict takes raw rows, as they are measured, scales them as the training data were and answers with names.
//   4. Many rows are answered on all threads, with the bits of asking one by one, and the call can be followed and ended.
using Glia;
using Glia.Data;
using Glia.Layers;
using Glia.Models;
using Glia.Training;

string file = Path.Combine(Path.GetTempPath(), "fruit.safetensors");
Train(file);

Model model = Model.Load(file);
ModelPredictions answers = model.Predict(new double[,] { { 150, 7.5 }, { 120, 19 }, { 9, 2.1 } });
for (int row = 0; row < answers.Rows; row++) Console.WriteLine($"{answers.ClassName(row)}: {answers[row][answers.Class(row)]:P0}");

// Half a million rows, with a limit of a minute.
using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
var many = new double[500_000, 2];
for (int row = 0; row < many.GetLength(0); row++) (many[row, 0], many[row, 1]) = (100 + row % 90, 5 + row % 17);
ModelPredictions all = model.Predict(many, cancellationToken: limit.Token);
Console.WriteLine($"{all.Rows} rows, {Enumerable.Range(0, all.Rows).Count(row => all.ClassName(row) == "banana")} bananas");

static void Train(string file)
{
    var dice = new Random(2);
    (string Name, double Grams, double Centimetres)[] kinds = [("apple", 150, 7.5), ("banana", 120, 19), ("cherry", 9, 2)];
    double Around(double typical) => typical * (0.8 + 0.4 * dice.NextDouble());
    var fruits = Enumerable.Range(0, 300).Select(i => kinds[i % 3]);
    Dataset raw = Dataset.From(fruits, fruit => new[] { Around(fruit.Grams), Around(fruit.Centimetres) }, fruit => fruit.Name);
    var scaler = Scaler.Fit("standardize", raw.Inputs);
    var trainer = new Trainer(new Network(2, new Dense(12, "relu"), new Dense(3, "softmax")), "categorical_crossentropy", "Adam");
    trainer.Fit(scaler.Apply(raw), new FitOptions { Epochs = 60 });
    trainer.ToModel(scaler).Save(file);
}
