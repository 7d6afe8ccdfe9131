namespace Glia.Programs.Tests;

/// <summary>Who evaluates all rows it trains on looks at the training; who evaluates others does not.</summary>
public sealed class EvaluatedRowsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-rows").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Samples in columns; batches are cut before the steps that are recorded.
    [Theory]
    [InlineData("parts = [(xs[:, i:i + 16], ys[:, i:i + 16]) for i in range(0, 128, 16)]", "xs", "ys", true)]
    [InlineData("parts = [(xs[:, ::-1][:, i:i + 16], ys[:, ::-1][:, i:i + 16]) for i in range(0, 128, 16)]", "xs", "ys", true)]
    [InlineData("parts = [(xs[:, i:i + 16], ys[:, i:i + 16]) for i in range(0, 128, 16)]", "held_x", "held_y", false)]
    public void Batches_are_parts_of_what_is_evaluated(string cut, string inputs, string targets, bool ofTraining)
    {
        string path = Path.Combine(_folder, "a.py");
        File.WriteAllText(path, $"""
            import numpy as np
            rng = np.random.RandomState(0)
            x = rng.randn(5, 128)
            y = (x[:1] + x[1:2] > 0) * 1.0
            held_x = rng.randn(5, 64)
            held_y = (held_x[:1] + held_x[1:2] > 0) * 1.0
            w1, b1, w2, b2 = rng.randn(8, 5) * .5, np.zeros((8, 1)), rng.randn(1, 8) * .5, np.zeros((1, 1))
            for epoch in range(30):
                order = rng.permutation(128)
                xs, ys = x[:, order], y[:, order]
                {cut}
                for px, py in parts:
                    h = np.tanh(w1.dot(px) + b1)
                    o = 1 / (1 + np.exp(-(w2.dot(h) + b2)))
                    d2 = (o - py) / px.shape[1]
                    d1 = w2.T.dot(d2) * (1 - h * h)
                    w2 = w2 - 1.0 * d2.dot(h.T)
                    b2 = b2 - 1.0 * d2.sum(1, keepdims=True)
                    w1 = w1 - 1.0 * d1.dot(px.T)
                    b1 = b1 - 1.0 * d1.sum(1, keepdims=True)
                h = np.tanh(w1.dot({inputs}) + b1)
                o = 1 / (1 + np.exp(-(w2.dot(h) + b2)))
                print("accuracy", np.mean((o > 0.5) == ({targets} > 0.5)))
            """);
        RecordedProgram recorded = ProgramDoctor.Record(path, new ProgramOptions { Python = PythonWith.Library("numpy"), Seconds = 5 });
        var evaluated = recorded.Traces.Where(trace => trace.ContainsKey("eval_x")).ToList();
        Assert.NotEmpty(evaluated);
        Assert.All(evaluated, trace => Assert.Equal(ofTraining, trace.ContainsKey("eval_rows")));
    }
}
