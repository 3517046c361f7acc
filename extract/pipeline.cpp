// Documents run in parallel, one thread a document; results leave in input order. The calling
// thread pulls documents and hands out results, so that neither the source nor the receiver needs a
// lock.

#include "extract/pipeline.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "extract/annotator.hpp"
#include "extract/entities.hpp"
#include "extract/gazetteer.hpp"
#include "extract/model_file.hpp"
#include "extract/names.hpp"
#include "extract/noise.hpp"
#include "extract/stand_ins.hpp"
#include "extract/tag_repair.hpp"
#include "extract/user_rules.hpp"

namespace trefoil::extract {

namespace {

/// Raised by hand whenever the same model would give other triples: documents stored with another
/// version are refreshed.
constexpr const char* kRulesVersion = "rules-2";

/// A value made by the first caller that needs it. Safe for several threads; a failed attempt is
/// tried again.
template <class T>
class Lazy {
  public:
    template <class Make>
    const T& get(const Make& make) const {
        std::call_once(once_, [&] { value_ = make(); });
        return *value_;
    }

  private:
    mutable std::once_flag once_;
    mutable std::unique_ptr<const T> value_;
};

/// A document on its way through the workers.
struct Job {
    Document document;
    std::optional<Annotated> result;
    std::exception_ptr error;
    bool finished = false;
};

/// Threads that take jobs from a queue, first come first served.
class Workers {
  public:
    Workers(unsigned count, std::function<void(Job&)> work) : work_(std::move(work)) {
        for (unsigned i = 0; i < count; ++i) {
            threads_.emplace_back([this] { serve(); });
        }
    }

    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    /// Jobs that no thread has begun are dropped.
    ~Workers() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
        for (std::thread& thread : threads_) {
            thread.join();
        }
    }

    /// `job` must live until it is finished or this object is gone.
    void add(Job& job) {
        {
            const std::lock_guard lock(mutex_);
            queue_.push_back(&job);
        }
        wake_.notify_one();
    }

    void wait_for(const Job& job) {
        std::unique_lock lock(mutex_);
        done_.wait(lock, [&] { return job.finished; });
    }

  private:
    void serve() {
        while (Job* job = take()) {
            try {
                work_(*job);
            } catch (...) {
                job->error = std::current_exception();
            }
            {
                const std::lock_guard lock(mutex_);
                job->finished = true;
            }
            done_.notify_all();
        }
    }

    Job* take() {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
        if (stopping_) {
            return nullptr;
        }
        Job* job = queue_.front();
        queue_.pop_front();
        return job;
    }

    std::function<void(Job&)> work_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::condition_variable done_;
    std::deque<Job*> queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace

struct Pipeline::Impl {
    PipelineOptions options;
    std::string model_path;
    Lazy<std::shared_ptr<const ModelFile>> model_file;
    Lazy<Tokenizer> tokenizer_part;
    Lazy<Annotator> annotator_part;
    Lazy<NameTagger> names_part;
    Lazy<Gazetteer> gazetteer_part;

    const std::shared_ptr<const ModelFile>& model() const {
        return model_file.get([&] {
            const std::string path = model_path.empty() ? default_model_path() : model_path;
            return std::make_unique<const std::shared_ptr<const ModelFile>>(ModelFile::open(path));
        });
    }

    const Tokenizer& tokenizer() const {
        return tokenizer_part.get([&] { return std::make_unique<const Tokenizer>(model()); });
    }

    const Annotator& annotator() const {
        return annotator_part.get([&] { return std::make_unique<const Annotator>(model()); });
    }

    const NameTagger& names() const {
        return names_part.get(
            [&] { return std::make_unique<const NameTagger>(model(), gazetteer()); });
    }

    const Gazetteer& gazetteer() const {
        return gazetteer_part.get([] {
            return std::make_unique<const Gazetteer>(Gazetteer::open(Gazetteer::default_path()));
        });
    }
};

Pipeline::Pipeline(PipelineOptions options, std::string model_path)
    : impl_(std::make_unique<Impl>()) {
    impl_->options = options;
    impl_->model_path = std::move(model_path);
}

Pipeline::~Pipeline() = default;

Annotated Pipeline::run(Document document, Stage until, std::vector<Explanation>* explain) const {
    const PipelineOptions& options = impl_->options;
    Annotated out;
    out.document = std::move(document);
    out.sentences = impl_->tokenizer().tokenize(out.document.text, {.lines = options.lines});
    if (!options.lines) {
        split_noise_prefixes(out.sentences);
    }
    if (until >= Stage::Names && NameTagger::in(*impl_->model())) {
        impl_->names().tag(out.sentences, !options.lines);
        annotate_with_stand_ins(impl_->annotator(), impl_->gazetteer(), out.sentences,
                                !options.lines);
    } else if (until >= Stage::Tree) {
        impl_->annotator().annotate(out.sentences);
    }
    if (until < Stage::Entities) {
        return out;
    }
    mend_tags(out.sentences);
    const Entities entities =
        find_entities(out.document, out.sentences, impl_->gazetteer(), !options.lines);
    if (until == Stage::Triples) {
        TripleOptions triples = options.triples;
        triples.gazetteer = &impl_->gazetteer();
        triples.lines = options.lines;
        out.analysis = extract_triples(out.document, out.sentences, entities, triples, explain);
        return out;
    }
    for (const Sentence& sentence : out.sentences) {
        out.analysis.sentences.push_back(sentence.span);
    }
    for (const EntityMention& mention : entities.mentions) {
        out.analysis.mentions.push_back(mention.mention);
    }
    out.analysis.clusters = entities.clusters;
    return out;
}

std::vector<Document> Pipeline::pieces(Document document, std::size_t bytes) const {
    std::vector<Document> out;
    const std::string_view text = document.text;
    std::size_t from = 0;
    if (text.size() > 2 * bytes) {
        impl_->tokenizer().for_each_sentence(text, {}, 0, [&](Sentence&& sentence) {
            const std::size_t begin = sentence.span.begin;
            if (begin >= from + bytes) {
                out.push_back({document.info, std::string(text.substr(from, begin - from))});
                from = begin;
            }
        });
    }
    if (from == 0) {
        out.push_back(std::move(document));
    } else {
        out.push_back({document.info, std::string(text.substr(from))});
    }
    return out;
}

void Pipeline::run_all(const Source& next, Stage until,
                       const std::function<void(Annotated&&)>& done) const {
    const unsigned threads = impl_->options.threads;
    if (threads <= 1) {
        while (std::optional<Document> document = next()) {
            done(run(std::move(*document), until));
        }
        return;
    }
    const std::size_t window = 4 * static_cast<std::size_t>(threads);
    std::deque<Job> jobs;  // outlives the workers, which point into it
    Workers workers(threads, [&](Job& job) { job.result = run(std::move(job.document), until); });
    for (bool more = true; more || !jobs.empty();) {
        while (more && jobs.size() < window) {
            std::optional<Document> document = next();
            more = document.has_value();
            if (more) {
                workers.add(jobs.emplace_back(Job{std::move(*document), {}, {}, false}));
            }
        }
        if (jobs.empty()) {
            break;
        }
        workers.wait_for(jobs.front());
        if (jobs.front().error) {
            std::rethrow_exception(jobs.front().error);
        }
        Annotated result = std::move(*jobs.front().result);
        jobs.pop_front();
        done(std::move(result));
    }
}

std::string Pipeline::version() const {
    const UserRules* const rules = impl_->options.triples.rules;
    return impl_->model()->version() + "+" + kRulesVersion +
           (rules == nullptr ? std::string() : "+" + rules->fingerprint());
}

}  // namespace trefoil::extract
