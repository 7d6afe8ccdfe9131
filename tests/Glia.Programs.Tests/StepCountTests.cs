namespace Glia.Programs.Tests;

/// <summary>How many steps a program makes: counted where it ends, at least so many where it is stopped.</summary>
public sealed class StepCountTests : IDisposable
{
    private const int Epochs = 3_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("glia-steps").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("for epoch in range(3000000):\n    step()")]
    [InlineData("for epoch in range(1500000):\n    for part in (0, 1):\n        step()")]
    [InlineData("for trial in range(4):\n    w = [np.random.randn(2, 3), np.random.randn(3, 1)]\n" +
        "    for epoch in range(3000000):\n        step()")]
    [InlineData("settings = {'epochs': 3000000}\nfor epoch in range(settings['epochs']):\n    step()")]
    [InlineData("for epoch in range(750000):\n    for part in range(0, len(x) * x.shape[1] // 2):\n        step()")]
    [InlineData("for epoch, rate in enumerate([0.5] * 3000000):\n    step()")]
    [InlineData("epoch = 0\nwhile epoch < 3000000:\n    step()\n    epoch += 1")]
    public void A_loop_that_was_stopped_says_how_many_it_would_have_made(string loop)
    {
        double least = Recorded(loop).Traces[0]["steps_at_least"].GetDouble(0);
        Assert.InRange(least, 0.9 * Epochs, 1.1 * Epochs);
    }

    [Theory]
    [InlineData("for epoch in range(3000000):\n    step()\n    if w[0][0, 0] > 1e9:\n        break")]
    // What the program's own types do when they are asked nobody knows.
    [InlineData("class Many:\n    def __len__(self):\n        return 3000000\n    def __iter__(self):\n" +
        "        return iter(range(3000000))\nfor epoch, _ in enumerate(Many()):\n    step()")]
    [InlineData("epoch = 0\nwhile epoch < 3000000 and w[0][0, 0] < 1e9:\n    step()\n    epoch += 1")]
    public void A_loop_that_may_end_before_says_no_more_than_was_counted(string loop)
    {
        RecordedProgram recorded = Recorded(loop);
        Assert.InRange(recorded.Traces[0]["steps_at_least"].GetDouble(0), 3, Epochs / 10.0);
        Assert.False(recorded.Traces[0].ContainsKey("steps"));
    }

    [Fact]
    public void Layers_that_are_multiplied_at_one_line_are_one_step() =>
        Assert.InRange(Recorded("for epoch in range(60):\n    step()").Traces[0]["steps"].GetDouble(0), 58, 60);

    [Fact]
    public void Rows_that_are_looked_at_after_each_step_are_no_steps() =>
        Assert.InRange(Recorded("for epoch in range(60):\n    step()\n    for part in (x, x[:2]):\n        look(part)")
            .Traces[0]["steps"].GetDouble(0), 58, 60);

    private RecordedProgram Recorded(string loop)
    {
        string path = Path.Combine(_folder, "a.py");
        File.WriteAllText(path, $"""
            import numpy as np
            x = np.array([[0., 1.], [1., 0.], [1., 1.], [0., 0.]])
            y = np.array([[1.], [1.], [0.], [0.]])
            w = [np.random.randn(2, 3), np.random.randn(3, 1)]
            def step():
                outs = [x]
                for i in range(2):
                    outs.append(1 / (1 + np.exp(-outs[-1].dot(w[i]))))
                d = (outs[2] - y) * outs[2] * (1 - outs[2])
                below = d.dot(w[1].T) * outs[1] * (1 - outs[1])
                w[1] = w[1] - 0.5 * outs[1].T.dot(d)
                w[0] = w[0] - 0.5 * outs[0].T.dot(below)
            def look(part):
                for i in range(2):
                    part = 1 / (1 + np.exp(-part.dot(w[i])))
                return part.mean()
            {loop}
            """);
        return ProgramDoctor.Record(path, new ProgramOptions { Python = PythonWith.Library("numpy"), Seconds = 1 });
    }
}
