// Rows of your own: from objects, from a CSV text, from arrays.
//   1. Dataset.From takes any sequence with two functions: what goes in, and what is to be learned.
//   2. Split holds a part back, as scikit-learn's train_test_split does.
//   3. A Scaler learns means and deviations from the training part alone and is applied to both.
//   4. One network learns a class (will it rain), another a value (how warm is noon).
// Wrong rows are said with their place: a missing number, a row that is too short, a label that nobody knows.
using System.Globalization;
using Glia;
using Glia.Data;
using Glia.Layers;
using Glia.Training;

Day[] days = [.. Csv.Lines().Select(Csv.Read)];

// A class: Dataset.From makes 0/1 columns of the names and keeps the names.
Dataset weather = Dataset.From(days, day => new[] { day.Pressure, day.Humidity }, day => day.Sky).WithFeatureNames("pressure", "humidity");
(Dataset train, Dataset test) = weather.Split(0.25, seed: 7, stratify: true);
var scaler = Scaler.Fit("standardize", train.Inputs);
var trainer = new Trainer(new Network(2, new Dense(16, "relu"), new Dense(3, "softmax")), "categorical_crossentropy", "Adam");
trainer.Fit(scaler.Apply(train), new FitOptions { Epochs = 60, BatchSize = 16 });
Console.WriteLine($"classes: {string.Join(", ", weather.ClassNames!)}");
Console.WriteLine($"sky: {trainer.Evaluate(scaler.Apply(test)).Accuracy:P0} of {test.Rows} days are right");

// A value: the same rows, another target.
(train, test) = Dataset.From(days, day => new[] { day.Pressure, day.Humidity }, day => day.Noon).Split(0.25, seed: 7);
var regression = new Trainer(new Network(2, new Dense(16, "relu"), new Dense(1)), "mean_squared_error", "Adam");
regression.Fit(scaler.Apply(train), new FitOptions { Epochs = 200, BatchSize = 16 });
Console.WriteLine($"noon: off by {regression.Evaluate(scaler.Apply(test)).MeanAbsoluteError:0.0} degrees on average");

try
{
    Dataset.From(new double[][] { [1013, 60], [1009] }, ["dry", "rain"]);
}
catch (GliaException error)
{
    Console.WriteLine(error.Message);
}

internal sealed record Day(double Pressure, double Humidity, double Noon, string Sky);

/// <summary>Three hundred made-up days as the lines of a CSV file.</summary>
internal static class Csv
{
    public static IEnumerable<string> Lines()
    {
        var dice = new Random(5);
        for (int i = 0; i < 300; i++)
        {
            double pressure = 990 + 45 * dice.NextDouble(), humidity = 30 + 70 * dice.NextDouble();
            string sky = pressure < 1005 && humidity > 60 ? "rain" : humidity > 75 ? "cloud" : "sun";
            double noon = 4 + 0.4 * (pressure - 990) - 0.05 * humidity + dice.NextDouble();
            yield return string.Create(CultureInfo.InvariantCulture, $"{pressure:0.0},{humidity:0},{noon:0.0},{sky}");
        }
    }

    public static Day Read(string line)
    {
        string[] fields = line.Split(',');
        return new Day(Number(fields[0]), Number(fields[1]), Number(fields[2]), fields[3]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
