// A training loop of your own, where Fit does not do what you want.
//   1. Trainer.Step does one step on the rows you name and says what it did: loss, right answers, learning rate.
//   2. You choose the rows. Here those that the network gets wrong are taken twice as often as the others.
//   3. You choose the rate of each step.
//   4. Trainer.Evaluate judges on other rows, in the form the network is used in.
// A step allocates nothing, so the loop can run millions of times.
using Glia;
using Glia.Data;
using Glia.Layers;
using Glia.Training;

var dice = new Random(11);
var points = Enumerable.Range(0, 800).Select(_ => (X: 4 * dice.NextDouble() - 2, Y: 4 * dice.NextDouble() - 2));
Dataset disc = Dataset.From(points, point => new[] { point.X, point.Y }, point => point.X * point.X + point.Y * point.Y < 2);
(Dataset train, Dataset test) = disc.Split(0.25);
var network = new Network(2, new Dense(24, "tanh"), new Dense(1, "sigmoid"));
var trainer = new Trainer(network, "binary_crossentropy", "Adam");

const int Steps = 1500, Batch = 32;
int[] rows = new int[Batch];
int[] pool = [.. Enumerable.Range(0, train.Rows)];
for (int step = 0; step < Steps; step++)
{
    if (step % 100 == 0) pool = WrongTwice();
    for (int i = 0; i < Batch; i++) rows[i] = pool[dice.Next(pool.Length)];
    double rate = 0.02 * (1 - (double)step / Steps);
    StepReport report = trainer.Step(train, rows, rate);
    if (step % 500 == 0) Console.WriteLine($"step {report.Step}: loss {report.Loss:0.000}");
}
Console.WriteLine($"test accuracy {trainer.Evaluate(test).Accuracy:P0}");

int[] WrongTwice()
{
    float[,] answers = network.Predict(train.Inputs);
    bool Right(int row) => answers[row, 0] > 0.5f == train.Targets[row][0] > 0.5f;
    return [.. Enumerable.Range(0, train.Rows).SelectMany(row => Enumerable.Repeat(row, Right(row) ? 1 : 2))];
}
