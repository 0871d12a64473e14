/** Russian words of the field, with what the pages, which are in English, call the thing. Words are compared by their stems. */
export const russianWords = `
авторизация права доступ роль: authorization
адрес ссылка: url
алерт оповещение тревога дежурный: alerting alert
аренда арендатор клиент: tenant client
архитектура: architecture
асинхронный: async
атомарный: atomic
аудит: audit
аутентификация вход логин: authentication login
база бд: database
балансировка балансировщик: balancing balancer
безопасность защита уязвимость: security
библиотека: library
блокировка блокирующий: lock blocking
бот телеграм телеграмм: bot aiogram
брокер: broker rabbitmq
валидация: validation
вебсокет сокет: websocket
вебхук: webhook
версия версионирование: version versioning
верстка шаблон: template
внедрение инъекция: injection
воркер рабочий фоновый: worker background
восстановление: recovery restore
время: time
выгрузка скачивание: download
выкладка деплой развертывание релиз: deployment
гонка: race
граница контракт: boundary contract
данные: data
дашборд панель: dashboard
диалог: conversation state
диаграмма схема: diagram schema
домен доменный: domain
доставка: delivery
дубль дубликат повторный повтор повторение попытка ретрай: retry duplicate
журнал журналирование лог логи логирование: logging logs
завершение остановка выключение: shutdown
зависимость: dependency
загрузка: upload load
задача таск: task
задержка латентность: latency
заголовок: header
заглушка мок подделка: mock mocking
запрос: request query
запуск старт: startup
здоровье проверка хелсчек: health check
значение: value
идемпотентность идемпотентный: idempotency
изображение картинка фото видео медиа: media image
имя именование название: naming name
инвалидация: invalidation
индекс: index
интеграция интеграционный: integration
исключение: exception
канал: channel
каталог папка: folder directory
качество: quality
кеш кеширование кэш кэширование: caching cache
ключ: key
код: code
команда: command
компонент: components
консьюмер потребитель подписчик: consumer consuming
контейнер: container docker
контекст: context
конфигурация конфиг настройка: configuration settings
координация согласованность: consistency
копия копирование бэкап резервный: backup copy
круг цикл петля: loop
линтер: linting
маршрут маршрутизация роутинг роутер: routing router
масштабирование: scalability scaling
медленный быстродействие производительность скорость оптимизация: performance optimization
метрика: metrics
микросервис: microservice service
миграция: migrations
модуль: module
монга: mongodb
мониторинг наблюдение наблюдаемость: monitoring observability
мультиарендность: multi-tenant
нагрузка нагрузочный: load performance
обмен эксчендж: exchange
обработка обработчик хендлер хэндлер: handler handling
образ: image dockerfile
объект: object
ограничение лимит: limit rate limiting
ограниченный: bounded
окружение среда: environment environments
оплата платеж платежный: payment
опрос поллинг: polling
откат: rollback
отладка: debugging
отказоустойчивость авария катастрофа: disaster recovery
отправка: send publishing
очередь: queue rabbitmq
ошибка сбой падение: error errors
память: memory
параллельный конкурентный: concurrency concurrent
параметр параметризация: parametrize parameter
пароль: password secrets
пагинация постраничный: pagination
переменная: variable variables
персональный чувствительный: sensitive
планирование: planning
плавный корректный мягкий: graceful
подпись: signature
подключение соединение коннект: connection
покрытие: coverage
поиск обнаружение: discovery search
пользователь юзер: user
порт: port
поток стрим: stream thread
почта письмо: email
правило: rule
предметный: domain
приложение: application
проект: project
прокси шлюз: proxy gateway nginx
протокол: protocol
процесс: process
публикация паблишер продюсер издатель: publishing publisher
пул: pool pooling
пуш: push
разделение разбиение партиционирование шардирование: partitioning separation
распределенный: distributed
реестр: registry
резюме сводка: summary
реляционный отношение связь: relationship
репликация реплика: replica replication
репозиторий: repository
ресурс: resource
решение: decision
роутинг: routing
руководство гайд: guide
сборка билд: build
связность: coupling
секрет: secrets secret
сервер: server
сервис служба: service
сериализация: serialization
сертификат: ssl certificate
сессия сеанс: session
сеть сетевой: network networking
сигнал: signal
синхронизация синхронный: synchronization sync
слой: layer layers
событие событийный: event
сообщение: message
состояние: state
ссылка: link
стандарт: standard
стектрейс трассировка трейсинг: tracing trace
стратегия: strategy
структура: structure
структурный структурированный: structured
схема: schema
таблица: table
таймаут тайм-аут: timeout
тег метка: tag label
тест тестирование: testing test
технология стек: technology stack
типизация тип: type typing
токен: token
том: volume volumes
транзакция: transaction
требование: requirements
уведомление нотификация: notification
удаление: delete
управление менеджмент: management
уровень: level
установка: setup
устаревший: deprecated
устранение: troubleshooting
файл: file
фикстура: fixture
фильтр: filter
формат форматирование: formatting format
хранилище хранение: storage
частота: rate
чат: chat
чеклист: checklist
шаблон паттерн: pattern patterns
шифрование: encryption
шина: bus
эндпоинт ручка: endpoint route
эскиз миниатюра: thumbnail
ядро: core
`;

/** As people write English names in Russian letters, where the letters alone do not give the name. */
export const russianNames = `
эластик эластиксерч: elasticsearch
джейсон: json
докер: docker
компоуз: compose
кубер кубернетес: kubernetes
нжинкс энджинкс: nginx
опентелеметри: opentelemetry
пайтест: pytest
питон пайтон: python
пидантик пайдантик: pydantic
постгря постгрес: postgresql
прометей: prometheus
рэббит реббит кролик: rabbitmq
редис: redis
селери: celery
алхимия: sqlalchemy
сентри: sentry
фастапи: fastapi
хттп: http
эсэсэль: ssl
`;
