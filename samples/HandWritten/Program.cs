using Glia.Data;
using Glia.Doctor;
using Glia.Mnist;
using HandWritten;

// Shows the symptom, asks the doctor, then mends one fault after the other.
//   dotnet run -c Release --project samples/HandWritten [epochs]
int epochs = args.Length > 0 && int.TryParse(args[0], out int asked) ? asked : 3;
var digits = MnistData.Load().All;
var split = TrainTestSplit.Random(digits.Rows, 42, 0.15);
var (x, y) = Rows(split.Train);
// 2,000 of the 10,500 validation rows tell the accuracy to one percent, and the program evaluates row by row.
var (testX, testY) = Rows(split.Test[..2000]);

Console.WriteLine($"784-200-200-10 by hand, {x.Length:#,0} rows, {epochs} epochs of 2,000 random samples, as posted:");
Show(OriginFaults.AsPosted, examine: true);

var mended = OriginFaults.AsPosted;
foreach (var (fault, name) in new[]
{
    (OriginFaults.StaleAccuracy, "the accuracy is computed from the row that is judged"),
    (OriginFaults.ReluMask, "the relu derivative is masked by z > 0"),
    (OriginFaults.RandomNormalWeights, "he_normal weights, zero biases"),
    (OriginFaults.TinyRate, "learning rate 0.01"),
    (OriginFaults.BinaryCrossEntropy, "categorical cross-entropy"),
})
{
    mended &= ~fault;
    Console.WriteLine($"\nMended: {name}.");
    Show(mended, examine: true);
}

void Show(OriginFaults faults, bool examine)
{
    var network = new OriginNetwork(faults);
    var accuracies = new List<double>();
    for (int epoch = 1; epoch <= epochs; epoch++)
    {
        network.Train(x, y);
        accuracies.Add(network.Accuracy(testX, testY));
    }
    Console.WriteLine($"  accuracy it reports: {string.Join(" ", accuracies.Select(one => one.ToString("0.0000")))}");
    if (!examine) return;
    var diagnosis = Doctor.Examine(network, x, y, testX, testY, "the hand-written network", accuracies).Diagnosis;
    Console.WriteLine($"  the doctor: {diagnosis.Verdict.ToString().ToLowerInvariant()}");
    foreach (var finding in diagnosis.Findings.Where(finding => finding.ExplainedBy is null))
        Console.WriteLine($"    {finding.Code} {finding.Severity.ToString().ToLowerInvariant()}: {finding.Fault.Name} " +
            $"({finding.Where})\n      {finding.Evidence}\n      -> {finding.Prescription}");
}

(double[][], double[][]) Rows(int[] rows)
{
    var part = digits.Select(rows);
    int[] classes = part.Targets.ToClasses();
    var inputs = new double[rows.Length][];
    var targets = new double[rows.Length][];
    var row = new float[784];
    for (int i = 0; i < rows.Length; i++)
    {
        part.Inputs.Gather([i], row);
        inputs[i] = new double[784];
        for (int j = 0; j < row.Length; j++) inputs[i][j] = row[j];
        targets[i] = new double[10];
        targets[i][classes[i]] = 1;
    }
    return (inputs, targets);
}
