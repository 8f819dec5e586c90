package io.fairlead.core.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Packages by what people do with them, under the names that users of DS01 know. */
public final class PackageSets {
    private static final SequencedMap<String, PackageSet> ALL = new LinkedHashMap<>();

    static {
        add(new PackageSet("tools", "command-line tools", List.of("git", "curl", "wget", "vim", "htop"), List.of()));
        add(python("jupyter", "Jupyter", "jupyter jupyterlab ipykernel ipywidgets notebook"));
        add(python("data-science", "data science", "pandas scipy scikit-learn matplotlib seaborn"));
        add(python("ml", "machine learning", "xgboost lightgbm catboost optuna shap"));
        add(python("cv", "computer vision", "timm albumentations opencv-python-headless kornia ultralytics"));
        add(python(
                "nlp",
                "language",
                "transformers datasets tokenizers accelerate sentencepiece peft safetensors evaluate"));
        add(python("rl", "reinforcement learning", "gymnasium stable-baselines3"));
        add(python("audio", "audio", "librosa soundfile audiomentations"));
        add(python("ts", "time series", "statsmodels prophet darts"));
        add(python("llm", "large language models", "vllm bitsandbytes langchain einops"));
    }

    private PackageSets() {}

    /**
     * One set.
     *
     * @param summary what it is for, in a few words
     * @param apt packages of the distribution
     * @param pip Python packages
     */
    public record PackageSet(String name, String summary, List<String> apt, List<String> pip) {
        public PackageSet {
            apt = List.copyOf(apt);
            pip = List.copyOf(pip);
        }
    }

    private static PackageSet python(String name, String summary, String packages) {
        return new PackageSet(name, summary, List.of(), List.of(packages.split(" ", -1)));
    }

    private static void add(PackageSet set) {
        ALL.put(set.name(), set);
    }

    public static Optional<PackageSet> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** In the order in which they are offered. */
    public static List<PackageSet> all() {
        return new ArrayList<>(ALL.values());
    }

    public static List<String> names() {
        return new ArrayList<>(ALL.keySet());
    }
}
