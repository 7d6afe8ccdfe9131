// The doctor, asked from C#: why does this network not learn?
//   1. ExperimentSubject.Of takes what you train with: network, loss, optimizer, data, settings. Nothing in it is changed.
//   2. Doctor.Examine looks at all of it, trains copies that differ in one thing, and names the cause.
//   3. Each finding has its evidence in your numbers and what to change.
//   4. The same network with the cause mended is examined again.
using Glia;
using Glia.Data;
using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;

var dice = new Random(8);
double Draw(double most) => most * dice.NextDouble();
var points = Enumerable.Range(0, 600).Select(i => (Angle: Draw(Math.Tau), Radius: i % 2 + 1 + Draw(0.3)));
Dataset rings = Dataset.From(points, p => new[] { p.Radius * Math.Cos(p.Angle), p.Radius * Math.Sin(p.Angle) }, p => p.Radius > 1.5);

foreach (float rate in (float[])[1e-6f, 0.5f])
{
    var network = new Network(2, new Dense(16, "relu"), new Dense(16, "relu"), new Dense(1, "sigmoid"));
    var options = new FitOptions { Epochs = 40 };
    var subject = ExperimentSubject.Of($"rings at {rate:0.######}", network, "binary_crossentropy", new SGD(rate), rings, options);
    Diagnosis diagnosis = Doctor.Examine(subject).Diagnosis;
    Console.WriteLine($"{diagnosis.Subject}: {diagnosis.Verdict}");
    foreach (Finding finding in diagnosis.Errors)
        Console.WriteLine($"  {finding.Code} {finding.Fault.Title}\n  -> {finding.Prescription}");
}
